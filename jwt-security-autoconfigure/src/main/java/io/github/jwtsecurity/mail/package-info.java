/**
 * Mail to the owners of accounts: the outbox in the database, the one-time tokens in the
 * links, and the texts. The package knows an account only as a {@code MailAccount}.
 */
@NullMarked
package io.github.jwtsecurity.mail;

import org.jspecify.annotations.NullMarked;
