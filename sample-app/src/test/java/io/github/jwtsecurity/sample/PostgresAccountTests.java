package io.github.jwtsecurity.sample;

@PostgresTest
class PostgresAccountTests extends AccountTests {

}
