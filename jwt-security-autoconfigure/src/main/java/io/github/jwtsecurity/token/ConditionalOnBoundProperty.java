package io.github.jwtsecurity.token;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Conditional;

/**
 * {@link Conditional @Conditional} that matches when a property of a
 * {@link ConfigurationProperties} record has a specific value. The value is bound as
 * Spring Boot binds the record, so {@code on}, {@code yes} and {@code 1} are
 * {@code true}, and a value that cannot be bound prevents the start. A property that is
 * not set has the {@link DefaultValue} of the record.
 *
 * @hidden
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ConditionalOnBoundProperties.class)
@Conditional(OnBoundPropertyCondition.class)
public @interface ConditionalOnBoundProperty {

	/**
	 * Returns the record that declares the property.
	 * @return the record
	 */
	Class<? extends Record> properties();

	/**
	 * Returns the name of the property below the prefix of the record, such as
	 * {@code enabled} or {@code cache.enabled}.
	 * @return the name, in kebab case
	 */
	String name();

	/**
	 * Returns the value that matches.
	 * @return the text of a boolean or of an enum constant
	 */
	String havingValue() default "true";

}
