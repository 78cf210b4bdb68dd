package io.github.jwtsecurity.sample.task;

import io.github.jwtsecurity.sample.PostgresTest;

@PostgresTest
class PostgresTaskRepositoryTests extends TaskRepositoryTests {

}
