package io.github.jwtsecurity.ownership;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Annotation for a method parameter that receives the verified user id of the request or
 * message, to scope queries by. The value never comes from the path, the query, the body
 * or the payload.
 *
 * <p>
 * The annotation is supported in handler methods of Spring MVC and in their
 * {@code @ModelAttribute}, {@code @InitBinder} and {@code @ExceptionHandler} methods, in
 * {@code @MessageMapping} methods, and in GraphQL controllers. An application with the
 * annotation on any other method of a bean does not start, because another framework
 * could bind the parameter from the request.
 *
 * <p>
 * A parameter of a type other than {@code String}, such as {@code Long} or {@code UUID},
 * receives the converted id. Without a verified user, a parameter that is
 * {@code Optional} or nullable is empty, and for any other parameter the request is
 * answered with 401. If the user id cannot be converted, the request is answered with
 * 403. Exception handlers of the application cannot replace these responses.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface CurrentUserId {

}
