package io.github.jwtsecurity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.jwtsecurity.account.AccountAutoConfiguration;
import io.github.jwtsecurity.account.password.PasswordAutoConfiguration;
import io.github.jwtsecurity.audit.AuditAutoConfiguration;
import io.github.jwtsecurity.endpoint.AccountEndpointAutoConfiguration;
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

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/**
 * An annotation for a test application that has the auto-configurations of the library,
 * and of Spring Boot those that its endpoints need. All others on the class path of the
 * tests, such as those of Actuator and Flyway, would double the time of each start.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration({ TokenAutoConfiguration.class, OwnershipAutoConfiguration.class,
		MethodOwnershipAutoConfiguration.class, WebSecurityAutoConfiguration.class,
		ProblemDetailAutoConfiguration.class, OperationsAutoConfiguration.class, SessionAutoConfiguration.class,
		PasswordAutoConfiguration.class, AccountAutoConfiguration.class, AccountEndpointAutoConfiguration.class,
		MailAutoConfiguration.class, RateLimitAutoConfiguration.class, AuditAutoConfiguration.class,
		SigningKeyAutoConfiguration.class, JwkSetAutoConfiguration.class, DataSourceAutoConfiguration.class,
		DataSourceTransactionManagerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
		ErrorMvcAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class, JacksonAutoConfiguration.class,
		JdbcClientAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, SecurityAutoConfiguration.class,
		SecurityFilterAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
		TaskExecutionAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class,
		WebMvcAutoConfiguration.class })
public @interface LibraryAutoConfigurations {

}
