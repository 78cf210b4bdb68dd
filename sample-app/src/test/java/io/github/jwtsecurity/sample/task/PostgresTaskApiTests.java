package io.github.jwtsecurity.sample.task;

import io.github.jwtsecurity.sample.PostgresTest;

@PostgresTest
class PostgresTaskApiTests extends TaskApiTests {

}
