package io.github.jwtsecurity.sample;

@PostgresTest
class PostgresSessionTests extends SessionTests {

}
