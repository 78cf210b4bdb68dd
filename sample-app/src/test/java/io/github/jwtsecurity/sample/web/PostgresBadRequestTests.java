package io.github.jwtsecurity.sample.web;

import io.github.jwtsecurity.sample.PostgresTest;

@PostgresTest
class PostgresBadRequestTests extends BadRequestTests {

}
