package io.github.jwtsecurity.account;

import java.util.Set;

/**
 * An enabled account and its authorities.
 *
 * @param account the account
 * @param authorities the authorities without a prefix, in alphabetical order
 * @hidden
 */
public record AuthorizedAccount(Account account, Set<String> authorities) {

}
