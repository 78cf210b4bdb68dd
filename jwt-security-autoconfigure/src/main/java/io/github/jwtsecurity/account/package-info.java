/**
 * Users and their accounts: signup, login, and changes of the password.
 */
@NullMarked
package io.github.jwtsecurity.account;

import org.jspecify.annotations.NullMarked;
