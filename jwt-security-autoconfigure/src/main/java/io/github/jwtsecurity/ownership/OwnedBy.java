package io.github.jwtsecurity.ownership;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authorization.AuthorizationDeniedException;

/**
 * Annotation for a method of a bean that is called only for the user whose id is the
 * value of an expression, such as a service below the web layer:
 *
 * <pre>
 * &#064;OwnedBy("#userId")
 * List&lt;Note&gt; list(String userId) {
 *     return this.notes.of(userId);
 * }
 * </pre>
 *
 * <p>
 * A call is denied with {@link AuthorizationDeniedException}, unless the text of the
 * value equals the verified user id, or the user has one of the authorities of
 * {@code jwt-security.ownership.bypass-authorities}. The value {@code null} is always
 * denied. If the security context is empty, the exception is
 * {@link AuthenticationCredentialsNotFoundException}. In a request, the response is the
 * same as for a path of another user.
 *
 * <p>
 * On a class, the annotation applies to all its methods. It requires
 * {@code @EnableMethodSecurity}, without which the application does not start. A method
 * cannot have {@code @PreAuthorize} as well. Calls within an object do not pass through
 * its proxy, so they are not checked.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@PreAuthorize("@" + OwnerAuthorization.BEAN + ".is({value})")
public @interface OwnedBy {

	/**
	 * Returns the expression for the user id of the owner, such as {@code #userId} or
	 * {@code #note.owner}. A parameter name requires the compiler option
	 * {@code -parameters}.
	 * @return an expression of the Spring Expression Language
	 */
	String value();

}
