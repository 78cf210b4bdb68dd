package io.github.jwtsecurity.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * An operation of an {@link AccountEndpoint}. The filter chain for open operations, the
 * protection against cross-site requests and the refusal of multipart forms follow from
 * this declaration.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@RequestMapping
@interface AccountOperation {

	/**
	 * Returns the method.
	 * @return the method
	 */
	@AliasFor(annotation = RequestMapping.class)
	RequestMethod method();

	/**
	 * Returns the path, relative to {@code jwt-security.accounts.base-path}.
	 * @return the path
	 */
	@AliasFor(annotation = RequestMapping.class)
	String path();

	/**
	 * Returns whether the operation needs no access token. An open operation may set or
	 * clear cookies, so it is refused to pages of other sites.
	 * @return {@code true} for an open operation
	 */
	boolean open() default false;

	/**
	 * Returns whether the operation reads a {@link JsonBody}.
	 * @return {@code true} if the request may have a body
	 */
	boolean body() default false;

}
