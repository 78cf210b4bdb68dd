package io.github.jwtsecurity.web;

/**
 * What is wrong with a field of a request.
 *
 * @param field its name
 * @param message what is wrong, without its value
 */
record FieldError(String field, String message) {
}
