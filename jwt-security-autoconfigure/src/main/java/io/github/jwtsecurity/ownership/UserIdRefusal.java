package io.github.jwtsecurity.ownership;

/**
 * A refusal that is thrown while a handler runs. Exceptions of this type are answered by
 * the {@link UserIdRefusalResolver}, before any exception handler of the application.
 */
interface UserIdRefusal {

}
