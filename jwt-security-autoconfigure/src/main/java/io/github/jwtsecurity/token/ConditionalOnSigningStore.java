package io.github.jwtsecurity.token;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * {@link Conditional @Conditional} that matches when {@code jwt-security.signing.store}
 * is set.
 *
 * @hidden
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnKeySource(KeySource.SIGNING_STORE)
public @interface ConditionalOnSigningStore {

}
