package io.github.jwtsecurity.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An annotation for a test class that adds a bean of type {@link TestTokens}, whose
 * tokens the application under test accepts.
 * <p>
 * Tokens are signed with the key of the application if the key source is a secret, a
 * signing key or a signing store. For keys of another service, the annotation replaces
 * the location of the keys by that of a key which is generated for the test: a key set on
 * a local port. Issuer, audiences, algorithms and the user id claim stay as they are
 * configured. Without any key source, a random secret is used.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureTestTokens {

}
