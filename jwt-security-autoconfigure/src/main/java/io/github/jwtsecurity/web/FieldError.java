package io.github.jwtsecurity.web;

/**
 * An error in a field of a request. It is public for other packages of the library.
 *
 * @param field the name of the field
 * @param message the rest of a sentence about the field, without its value
 */
public record FieldError(String field, String message) {
}
