package io.github.jwtsecurity.token;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Container for several {@link ConditionalOnBoundProperty} annotations, all of which have
 * to match.
 *
 * @hidden
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnBoundPropertyCondition.class)
public @interface ConditionalOnBoundProperties {

	/**
	 * Returns the conditions.
	 * @return the annotations
	 */
	ConditionalOnBoundProperty[] value();

}
