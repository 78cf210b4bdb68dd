package io.github.jwtsecurity;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.jwtsecurity.account.AccountAutoConfiguration;
import io.github.jwtsecurity.account.password.InstantHashes;
import io.github.jwtsecurity.account.password.PasswordAutoConfiguration;
import io.github.jwtsecurity.audit.AuditAutoConfiguration;
import io.github.jwtsecurity.endpoint.AccountEndpointAutoConfiguration;
import io.github.jwtsecurity.endpoint.InstantRefusals;
import io.github.jwtsecurity.endpoint.OperationsAutoConfiguration;
import io.github.jwtsecurity.mail.MailAutoConfiguration;
import io.github.jwtsecurity.ownership.MethodOwnershipAutoConfiguration;
import io.github.jwtsecurity.ownership.OwnershipAutoConfiguration;
import io.github.jwtsecurity.ratelimit.RateLimitAutoConfiguration;
import io.github.jwtsecurity.session.SessionAutoConfiguration;
import io.github.jwtsecurity.signing.SigningKeyAutoConfiguration;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import io.github.jwtsecurity.web.JwkSetAutoConfiguration;
import io.github.jwtsecurity.web.ProblemDetailAutoConfiguration;
import io.github.jwtsecurity.web.WebSecurityAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;

/**
 * Runners for web applications that consist of the library only.
 */
public final class LibraryContext {

	private static final List<Class<?>> VERIFICATION_CLASSES = List.of(TokenAutoConfiguration.class,
			OwnershipAutoConfiguration.class, MethodOwnershipAutoConfiguration.class,
			WebSecurityAutoConfiguration.class, JwkSetAutoConfiguration.class, ProblemDetailAutoConfiguration.class,
			OperationsAutoConfiguration.class, SecurityAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class);

	private static final List<Class<?>> ACCOUNT_CLASSES = List.of(SigningKeyAutoConfiguration.class,
			SessionAutoConfiguration.class, PasswordAutoConfiguration.class, AccountAutoConfiguration.class,
			AccountEndpointAutoConfiguration.class, MailAutoConfiguration.class, RateLimitAutoConfiguration.class,
			AuditAutoConfiguration.class, DataSourceAutoConfiguration.class);

	private static final List<Class<?>> SERVER_CLASSES = List.of(SecurityFilterAutoConfiguration.class,
			TomcatServletWebServerAutoConfiguration.class);

	/**
	 * The configurations that are already sorted. Sorting reads all classes, and a runner
	 * with several configurations sorts them for each context.
	 */
	private static final Map<List<Class<?>>, AutoConfigurations> SORTED = new ConcurrentHashMap<>();

	private LibraryContext() {
	}

	/**
	 * Returns a runner for an application that verifies tokens and has accounts if they
	 * are enabled.
	 * @param more further auto-configurations
	 */
	public static WebApplicationContextRunner runner(Class<?>... more) {
		return new WebApplicationContextRunner()
			.withConfiguration(sorted(VERIFICATION_CLASSES, ACCOUNT_CLASSES, List.of(more)))
			.withInitializer(new InstantHashes())
			.withInitializer(new InstantRefusals());
	}

	/**
	 * Returns a runner for an application that verifies tokens.
	 * @param more further auto-configurations
	 */
	public static WebApplicationContextRunner withoutAccounts(Class<?>... more) {
		return new WebApplicationContextRunner().withConfiguration(sorted(VERIFICATION_CLASSES, List.of(more)));
	}

	/**
	 * Returns a runner for the same application as {@link #runner} on a web server with a
	 * free port.
	 */
	public static WebApplicationContextRunner runnerWithServer() {
		return new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
			.withConfiguration(sorted(VERIFICATION_CLASSES, ACCOUNT_CLASSES, SERVER_CLASSES))
			.withInitializer(new InstantHashes())
			.withInitializer(new InstantRefusals())
			.withPropertyValues("server.port=0");
	}

	@SafeVarargs
	private static AutoConfigurations sorted(List<Class<?>>... classes) {
		return SORTED.computeIfAbsent(Stream.of(classes).<Class<?>>flatMap(List::stream).toList(),
				(all) -> AutoConfigurations.of(all.toArray(Class[]::new)));
	}

}
