package io.github.jwtsecurity.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Settings for the requests of {@link GuardedRouteTests}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface GuardedRouteCalls {

	/**
	 * The user id of the token of the owner. By default, a name, a number or a UUID, as
	 * the mapping needs.
	 * @return the user id
	 */
	String owner() default "";

	/**
	 * The user id of the token of another user. By default, a name, a number or a UUID,
	 * as the mapping needs.
	 * @return the user id
	 */
	String other() default "";

	/**
	 * The authorities of both users, which the rules of the filter chains need.
	 * @return the authorities, none by default
	 */
	String[] authorities() default {};

	/**
	 * The values of other path variables, such as {@code task_id=42}, and of the
	 * wildcards {@code *} and {@code **}. By default, the values depend on the types of
	 * the parameters of the handler method.
	 * @return the names and values
	 */
	String[] variables() default {};

	/**
	 * Whether an application without any guarded route is accepted. By default, the test
	 * fails, since nothing was proved.
	 * @return {@code true} to accept such an application
	 */
	boolean allowNone() default false;

}
