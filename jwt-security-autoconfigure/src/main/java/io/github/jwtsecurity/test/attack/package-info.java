/**
 * Attacks with forged tokens on an application, from a test of the application. No
 * auto-configuration uses this package.
 */
@NullMarked
package io.github.jwtsecurity.test.attack;

import org.jspecify.annotations.NullMarked;
