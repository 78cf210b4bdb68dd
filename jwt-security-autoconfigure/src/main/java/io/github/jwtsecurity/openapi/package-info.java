/**
 * The OpenAPI description of applications with springdoc: the user id in paths, the ways
 * to send a token, and the library's refusals. Start here when Swagger UI shows an
 * operation without its token.
 */
@NullMarked
package io.github.jwtsecurity.openapi;

import org.jspecify.annotations.NullMarked;
