/**
 * Users and their accounts: signup, login, and changes of the password. Applications can
 * replace the {@link io.github.jwtsecurity.account.AccountRepository}.
 */
@NullMarked
package io.github.jwtsecurity.account;

import org.jspecify.annotations.NullMarked;
