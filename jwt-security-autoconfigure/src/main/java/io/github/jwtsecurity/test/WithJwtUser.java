package io.github.jwtsecurity.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.security.test.context.support.TestExecutionEvent;
import org.springframework.security.test.context.support.WithSecurityContext;

/**
 * An annotation for a test that runs as an authenticated user. The authentication is the
 * one that a token with these claims gives, created by the converter of the application,
 * so that the user id, the authorities and the type of the principal are those of
 * production. The annotation is for tests with MockMvc and of method security.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@WithSecurityContext(factory = WithJwtUserSecurityContextFactory.class)
public @interface WithJwtUser {

	/**
	 * The user id: the value of the claim that the application reads the user id from.
	 * The name of the authentication is the user id, for a further issuer after its
	 * {@code user-id-prefix}.
	 */
	String value();

	/**
	 * The claim {@code email}. By default, an address that is derived from the user id.
	 */
	String email() default "";

	/**
	 * The authorities: values of the claim that the application reads the authorities
	 * from, without {@code authority-prefix}.
	 */
	String[] authorities() default {};

	/**
	 * Further claims, as a JSON object. A claim with the value {@code null} is removed.
	 */
	String claims() default "{}";

	/**
	 * The name of the issuer: one of {@code jwt-security.issuers}, or {@code home} for
	 * the issuer that is configured directly below {@code jwt-security}.
	 */
	String issuer() default "home";

	/**
	 * The event before which the user is authenticated.
	 */
	@AliasFor(annotation = WithSecurityContext.class)
	TestExecutionEvent setupBefore() default TestExecutionEvent.TEST_METHOD;

}
