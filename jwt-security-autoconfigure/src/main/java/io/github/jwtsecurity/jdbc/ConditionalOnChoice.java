package io.github.jwtsecurity.jdbc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches when a property makes a choice, read as Spring Boot reads a constant of an
 * enum: blanks and upper case make no difference. Otherwise the property would say one
 * thing to the condition and another to whoever is configured. It is public for the
 * packages that can use a table.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnChoiceCondition.class)
public @interface ConditionalOnChoice {

	/**
	 * Returns the property.
	 * @return its name
	 */
	String name();

	/**
	 * Returns the choice.
	 * @return the constant, in lower case
	 */
	String choice();

}
