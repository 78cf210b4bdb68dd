/**
 * Support for tests of applications: authenticated users for MockMvc and method security,
 * and tokens that the application under test accepts or refuses. Nothing in this package
 * is loaded at run time. It needs {@code spring-test} and {@code spring-security-test},
 * which are part of {@code spring-boot-starter-security-test}.
 */
@NullMarked
package io.github.jwtsecurity.test;

import org.jspecify.annotations.NullMarked;
