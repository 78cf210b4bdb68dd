package io.github.jwtsecurity.event;

/**
 * Somebody is about to be let in. It is published in the transaction of the signup or
 * login, before that is committed: a listener that throws keeps them out. It may be
 * published more than once for one admission, if the database undoes the transaction.
 *
 * @param event what is published once they are let in
 */
public record Admission(JwtSecurityEvent event) {

}
