package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.github.jwtsecurity.token.SigningKeys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A Spring Authorization Server on a free port, with one user and one client.
 */
final class AuthorizationServer implements AutoCloseable {

	private static final String REDIRECT_URI = "https://app.example/callback";

	private static final String CLIENT = basic("web", "secret");

	private final ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
		.run("--server.port=0", "--spring.main.banner-mode=off");

	private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	String origin() {
		return "http://localhost:" + this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	/**
	 * Logs the user in.
	 * @param more further parameters of the authorization request
	 * @return the response of the token endpoint
	 */
	JsonNode logIn(Map<String, String> more) {
		send(HttpRequest.newBuilder(URI.create(origin() + "/")).header("Authorization", basic("alice", "password")));
		UriComponentsBuilder request = UriComponentsBuilder.fromUriString(origin() + "/oauth2/authorize")
			.queryParam("response_type", "code")
			.queryParam("client_id", "web")
			.queryParam("redirect_uri", REDIRECT_URI)
			.queryParam("scope", "openid%20tasks");
		more.forEach(request::queryParam);
		String location = send(HttpRequest.newBuilder(request.build(true).toUri())).headers()
			.firstValue("Location")
			.orElseThrow();
		return token(Map.of("grant_type", "authorization_code", "redirect_uri", REDIRECT_URI, "code",
				UriComponentsBuilder.fromUriString(location).build().getQueryParams().getFirst("code")));
	}

	/**
	 * Sends a request to the token endpoint.
	 */
	JsonNode token(Map<String, String> parameters) {
		String form = parameters.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "="
					+ URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return new JsonMapper().readTree(send(HttpRequest.newBuilder(URI.create(origin() + "/oauth2/token"))
			.header("Authorization", CLIENT)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))).body());
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.client.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String basic(String name, String password) {
		return "Basic "
				+ Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.US_ASCII));
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
			SecurityFilterAutoConfiguration.class })
	@Import(MemberTokens.class)
	static class Application {

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) {
			return http.oauth2AuthorizationServer((server) -> server.oidc(Customizer.withDefaults()))
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic((basic) -> basic.securityContextRepository(new HttpSessionSecurityContextRepository()))
				.build();
		}

		@Bean
		AuthorizationServerSettings authorizationServerSettings() {
			return AuthorizationServerSettings.builder().build();
		}

		@Bean
		UserDetailsService userDetailsService() {
			return (username) -> new Member("bf6c3c10-5aad-4cd8-b54c-f9083925e7e3", username, "{noop}password",
					username + "@example.com");
		}

		@Bean
		RegisteredClientRepository registeredClientRepository() {
			return new InMemoryRegisteredClientRepository(RegisteredClient.withId("web")
				.clientId("web")
				.clientSecret("{noop}secret")
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
				.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
				.authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
				.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
				.redirectUri(REDIRECT_URI)
				.scope("openid")
				.scope("tasks")
				.clientSettings(ClientSettings.builder().requireProofKey(false).build())
				.build());
		}

		@Bean
		JwtDecoder jwtDecoder(JWKSource<SecurityContext> jwkSource) {
			return OAuth2AuthorizationServerConfiguration.jwtDecoder(jwkSource);
		}

		@Bean
		JWKSource<SecurityContext> jwkSource() {
			return new ImmutableJWKSet<>(new JWKSet(SigningKeys.rsa("d3f1c2b0", 2048)));
		}

	}

}
