package io.github.jwtsecurity.sample;

@SampleTest
class H2SessionTests extends SessionTests {

}
