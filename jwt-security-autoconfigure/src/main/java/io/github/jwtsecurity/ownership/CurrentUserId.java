package io.github.jwtsecurity.ownership;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a handler method the verified user id of the request, to scope its queries by. A
 * parameter of another type than {@code String}, such as {@code Long} or {@code UUID},
 * gets the converted id. Never {@code null}: a request without a verified user is
 * answered with 401, and one whose user id cannot be converted with 403, before the
 * handler runs.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface CurrentUserId {

}
