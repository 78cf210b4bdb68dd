package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.account.AccountAutoConfiguration;
import io.github.jwtsecurity.audit.AuditAutoConfiguration;
import io.github.jwtsecurity.ownership.OwnershipAutoConfiguration;
import io.github.jwtsecurity.ratelimit.RateLimitAutoConfiguration;
import io.github.jwtsecurity.session.SessionAutoConfiguration;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import io.github.jwtsecurity.web.AccountEndpointAutoConfiguration;
import io.github.jwtsecurity.web.WebSecurityAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;

/**
 * A web application with the library, a database, and nothing of its own.
 */
final class LibraryContext {

	private LibraryContext() {
	}

	static WebApplicationContextRunner runner() {
		return new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class,
				OwnershipAutoConfiguration.class, WebSecurityAutoConfiguration.class, SessionAutoConfiguration.class,
				AccountAutoConfiguration.class, AccountEndpointAutoConfiguration.class,
				RateLimitAutoConfiguration.class, AuditAutoConfiguration.class, DataSourceAutoConfiguration.class,
				SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class));
	}

}
