/**
 * Support for tests of applications: authenticated users for MockMvc and method security,
 * and tokens that the application under test accepts or refuses. Nothing in this package
 * is loaded at run time. It needs {@code spring-test} and {@code spring-security-test},
 * which are part of {@code spring-boot-starter-security-test}. The guard proof and the
 * generated tests of guarded routes need {@code spring-boot-starter-test} only.
 */
@NullMarked
package io.github.jwtsecurity.test;

import org.jspecify.annotations.NullMarked;
