package io.github.jwtsecurity;

import io.github.jwtsecurity.account.AccountAutoConfiguration;
import io.github.jwtsecurity.account.password.InstantHashes;
import io.github.jwtsecurity.account.password.PasswordAutoConfiguration;
import io.github.jwtsecurity.audit.AuditAutoConfiguration;
import io.github.jwtsecurity.endpoint.AccountEndpointAutoConfiguration;
import io.github.jwtsecurity.endpoint.InstantRefusals;
import io.github.jwtsecurity.endpoint.OperationsAutoConfiguration;
import io.github.jwtsecurity.mail.MailAutoConfiguration;
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

	/** Sorted once, since sorting reads all classes. */
	private static final AutoConfigurations VERIFICATION = AutoConfigurations.of(TokenAutoConfiguration.class,
			OwnershipAutoConfiguration.class, WebSecurityAutoConfiguration.class, JwkSetAutoConfiguration.class,
			ProblemDetailAutoConfiguration.class, OperationsAutoConfiguration.class, SecurityAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class);

	private static final AutoConfigurations ACCOUNTS = AutoConfigurations.of(SigningKeyAutoConfiguration.class,
			SessionAutoConfiguration.class, PasswordAutoConfiguration.class, AccountAutoConfiguration.class,
			AccountEndpointAutoConfiguration.class, MailAutoConfiguration.class, RateLimitAutoConfiguration.class,
			AuditAutoConfiguration.class, DataSourceAutoConfiguration.class);

	private static final AutoConfigurations SERVER = AutoConfigurations.of(SecurityFilterAutoConfiguration.class,
			TomcatServletWebServerAutoConfiguration.class);

	private LibraryContext() {
	}

	/**
	 * Returns a runner for an application that verifies tokens and has accounts if they
	 * are enabled.
	 */
	public static WebApplicationContextRunner runner() {
		return withoutAccounts().withConfiguration(ACCOUNTS)
			.withInitializer(new InstantHashes())
			.withInitializer(new InstantRefusals());
	}

	/**
	 * Returns a runner for an application that verifies tokens.
	 */
	public static WebApplicationContextRunner withoutAccounts() {
		return new WebApplicationContextRunner().withConfiguration(VERIFICATION);
	}

	/**
	 * Returns a runner for the same application as {@link #runner()} on a web server with
	 * a free port.
	 */
	public static WebApplicationContextRunner runnerWithServer() {
		return new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
			.withConfiguration(VERIFICATION)
			.withConfiguration(ACCOUNTS)
			.withInitializer(new InstantHashes())
			.withInitializer(new InstantRefusals())
			.withConfiguration(SERVER)
			.withPropertyValues("server.port=0");
	}

}
