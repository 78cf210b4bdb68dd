package io.github.jwtsecurity.sample.web;

import io.github.jwtsecurity.sample.SampleTest;

@SampleTest
class H2BadRequestTests extends BadRequestTests {

}
