package io.github.jwtsecurity.sample.task;

import io.github.jwtsecurity.sample.SampleTest;

@SampleTest
class H2TaskRepositoryTests extends TaskRepositoryTests {

}
