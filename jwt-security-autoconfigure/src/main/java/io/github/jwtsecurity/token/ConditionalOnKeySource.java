package io.github.jwtsecurity.token;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * {@link Conditional @Conditional} that matches when the home issuer has one of the key
 * sources.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnKeySourceCondition.class)
@interface ConditionalOnKeySource {

	/**
	 * Returns the key sources.
	 * @return the sources, of which one must be set; empty for any
	 */
	KeySource[] value() default {};

}
