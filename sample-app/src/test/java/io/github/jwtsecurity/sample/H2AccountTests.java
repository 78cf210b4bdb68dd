package io.github.jwtsecurity.sample;

@SampleTest
class H2AccountTests extends AccountTests {

}
