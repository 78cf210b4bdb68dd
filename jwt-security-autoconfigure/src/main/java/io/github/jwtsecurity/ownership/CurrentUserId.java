package io.github.jwtsecurity.ownership;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a parameter of a handler method that gets the verified user id of the request or
 * message, to scope queries by. The value never comes from the path, the query, the body
 * or the payload.
 *
 * <p>
 * The library resolves it in Spring MVC handler methods, with their
 * {@code @ModelAttribute} and {@code @InitBinder} methods, in {@code @MessageMapping}
 * methods, and in GraphQL controllers. In a method that another framework calls, the
 * annotation would have no effect, so the application does not start.
 *
 * <p>
 * A parameter of another type than {@code String}, such as {@code Long} or {@code UUID},
 * gets the converted id. Without a verified user, a parameter that is {@code Optional} or
 * nullable is empty, and a request for any other is answered with 401. A user id that
 * cannot be converted is answered with 403. Neither refusal can be replaced by an
 * exception handler of the application.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface CurrentUserId {

}
