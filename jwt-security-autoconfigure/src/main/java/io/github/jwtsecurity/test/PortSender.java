package io.github.jwtsecurity.test;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.jwtsecurity.test.GuardedRequest.Place;

import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.WebApplicationContext;

/**
 * A sender to the ports of the application.
 */
final class PortSender implements RequestSender {

	/** The time limit of a request, since a handler may wait for an event. */
	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private final WebApplicationContext context;

	private final int port;

	PortSender(WebApplicationContext context, int port) {
		this.context = context;
		this.port = port;
	}

	@Override
	public GuardedResponse send(GuardedRequest request) throws IOException, InterruptedException {
		BodyPublisher body = (request.body() != null) ? BodyPublishers.ofString(request.body())
				: BodyPublishers.noBody();
		HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base(request.place()) + request.path()))
			.method(request.method(), body)
			.timeout(TIMEOUT);
		request.headers().forEach(builder::header);
		try {
			return read(this.client.send(builder.build(), BodyHandlers.ofInputStream()));
		}
		catch (HttpTimeoutException ex) {
			return new GuardedResponse(HttpStatus.GATEWAY_TIMEOUT.value(), null);
		}
	}

	/**
	 * Reads only the body of a problem, since a handler may respond without end.
	 */
	private static GuardedResponse read(HttpResponse<InputStream> response) throws IOException {
		try (InputStream body = response.body()) {
			String contentType = response.headers().firstValue(HttpHeaders.CONTENT_TYPE).orElse(null);
			return GuardedResponse.isProblem(contentType)
					? GuardedResponse.of(response.statusCode(), contentType,
							new String(body.readAllBytes(), StandardCharsets.UTF_8))
					: new GuardedResponse(response.statusCode(), null);
		}
	}

	private String base(Place place) {
		Environment environment = this.context.getEnvironment();
		int management = environment.getProperty("local.management.port", Integer.class, this.port);
		if (place == Place.MANAGEMENT && management != this.port) {
			return "http://localhost:" + management + environment.getProperty("management.server.base-path", "");
		}
		return "http://localhost:" + this.port + ServletPaths.contextPath(this.context)
				+ ((place == Place.OTHER_SERVLET) ? "" : ServletPaths.mvc(environment));
	}

}
