package io.github.jwtsecurity.mail;

import java.time.Instant;

/**
 * A mail in the outbox.
 *
 * @param id the id
 * @param mail the mail
 * @param createdAt the time at which the mail was queued
 * @param attempts the number of attempts that were begun
 */
record QueuedMail(String id, NewMail mail, Instant createdAt, int attempts) {

}
