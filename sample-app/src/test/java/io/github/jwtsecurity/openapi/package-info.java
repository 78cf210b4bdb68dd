/**
 * Tests for the OpenAPI description of applications with springdoc, which the tests of
 * the library run without.
 */
package io.github.jwtsecurity.openapi;
