package io.github.jwtsecurity.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.jwtsecurity.token.AccessTokenIssuer;
import io.github.jwtsecurity.token.AccessTokenParameters;
import io.github.jwtsecurity.token.ConfiguredIssuer;
import io.github.jwtsecurity.token.KeyReport;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import io.github.jwtsecurity.token.TokenDiagnosis;
import io.github.jwtsecurity.token.TokenDiagnosis.Outcome;
import io.github.jwtsecurity.token.TokenDoctor;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.StringUtils;

/**
 * The command line of the token doctor. Only the configuration of the application is
 * loaded, not its beans, so validators of the application and revocations are not
 * checked.
 */
final class DoctorCommand {

	private static final int UNUSABLE = 2;

	/**
	 * The properties that the configuration of the application must not change. All other
	 * settings of a web application have no effect without a server.
	 */
	private static final List<String> FIXED = List.of("--spring.main.web-application-type=none",
			"--spring.main.banner-mode=off", "--spring.main.log-startup-info=false");

	private final InputStream input;

	private final PrintStream output;

	private final PrintStream errors;

	DoctorCommand(InputStream input, PrintStream output, PrintStream errors) {
		this.input = input;
		this.output = output;
		this.errors = errors;
	}

	/**
	 * Runs the command.
	 * @return the exit code
	 */
	int run(String... arguments) {
		DoctorOptions options;
		try {
			options = DoctorOptions.of(arguments);
		}
		catch (IllegalArgumentException ex) {
			this.errors.println(ex.getMessage());
			return UNUSABLE;
		}
		try (ConfigurableApplicationContext context = start(options)) {
			AccessTokenParameters newToken = options.newToken();
			return (newToken != null) ? mint(context, newToken) : check(context);
		}
		catch (IOException | RuntimeException ex) {
			// Spring Boot has logged the reason and the remedy.
			this.errors.println("The configuration of the application cannot be used: " + ex.getClass().getName());
			return UNUSABLE;
		}
	}

	private static ConfigurableApplicationContext start(DoctorOptions options) {
		return new SpringApplicationBuilder(TokenConfiguration.class).web(WebApplicationType.NONE)
			.properties("logging.level.root=warn")
			.run(Stream.concat(options.properties().stream(), FIXED.stream()).toArray(String[]::new));
	}

	private int check(ConfigurableApplicationContext context) throws IOException {
		if (hasRandomSecret(context)) {
			return unusable("The secret of the application is random for each run (jwt-security.generate-secret). Set"
					+ " jwt-security.secret, or use the Actuator endpoint of the running application.");
		}
		BufferedReader reader = new BufferedReader(new InputStreamReader(this.input, StandardCharsets.UTF_8));
		String token = reader.readLine();
		if (!StringUtils.hasText(token)) {
			return unusable("There is no token on the standard input.");
		}
		TokenDiagnosis diagnosis = context.getBean(TokenDoctor.class).examine(token);
		this.output.print(DiagnosisText.of(diagnosis));
		return exitCode(diagnosis);
	}

	private int mint(ConfigurableApplicationContext context, AccessTokenParameters parameters) {
		AccessTokenIssuer issuer = context.getBeanProvider(AccessTokenIssuer.class).getIfAvailable();
		if (issuer == null || hasRandomSecret(context)) {
			return unusable("The application has no key to sign tokens with, or its key is random for each run. Set"
					+ " jwt-security.secret or jwt-security.signing.key-location.");
		}
		Jwt issued = issuer.issue(parameters);
		if (!hasAuthorities(issued, context, parameters.authorities())) {
			return unusable("A new token cannot have authorities, because jwt-security.token.authorities-claim is empty"
					+ " or names a claim with another meaning. Set the property to a claim such as scope.");
		}
		String token = issued.getTokenValue();
		TokenDiagnosis diagnosis = context.getBean(TokenDoctor.class).examine(token);
		if (diagnosis.outcome() == Outcome.ACCEPTED) {
			this.output.println(token);
		}
		else {
			this.errors.print(DiagnosisText.of(diagnosis));
		}
		return exitCode(diagnosis);
	}

	/**
	 * Returns whether a token has the authorities in the claim from which the application
	 * reads them.
	 */
	private static boolean hasAuthorities(Jwt token, ConfigurableApplicationContext context, Set<String> authorities) {
		String claim = ConfiguredIssuer.all(context.getEnvironment()).get(0).authoritiesClaim();
		return authorities.isEmpty() || String.join(" ", authorities).equals(token.getClaims().get(claim));
	}

	private static boolean hasRandomSecret(ConfigurableApplicationContext context) {
		KeyReport.Issuer home = context.getBean(KeyReport.class).issuers().get(0);
		return home.source().equals("secret")
				&& !StringUtils.hasText(context.getEnvironment().getProperty("jwt-security.secret"));
	}

	private int unusable(String message) {
		this.errors.println(message);
		return UNUSABLE;
	}

	private static int exitCode(TokenDiagnosis diagnosis) {
		return switch (diagnosis.outcome()) {
			case ACCEPTED -> 0;
			case REFUSED -> 1;
			case UNDECIDED -> UNUSABLE;
		};
	}

	/**
	 * The beans that verify and issue tokens.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, TokenAutoConfiguration.class })
	static class TokenConfiguration {

	}

}
