package io.github.jwtsecurity.ownership;

/**
 * A value of a request that is bound for a method of a handler, for the test support.
 *
 * @param route the methods and the pattern of the route
 * @param handler the names of the class and the method
 * @param kind the kind of the value, such as {@code query}
 * @param name the name of the value
 * @hidden
 */
public record RequestValue(String route, String handler, String kind, String name) {

}
