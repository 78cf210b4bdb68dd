package io.github.jwtsecurity.token;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * A client that fetches a key set over HTTP. Redirects are not followed, since only the
 * configured address is trusted. Only a response with the status 200 is accepted, and a
 * response that is too long or too slow is abandoned.
 */
final class KeySetFetcher {

	private final URI uri;

	private final KeySetProperties properties;

	/** A function that fails a body with a {@link TimeoutException} after a duration. */
	private final BiConsumer<CompletableFuture<?>, Duration> timeLimit;

	/** The client is created for the first fetch, since it has threads. */
	private final SingletonSupplier<HttpClient> client;

	KeySetFetcher(URI uri, KeySetProperties properties) {
		this(uri, properties, (body, limit) -> body.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS));
	}

	/**
	 * Creates a new fetcher with a separate implementation of time limits.
	 * @param uri the address of the key set
	 * @param properties the limits
	 * @param timeLimit the function that fails a body after a duration
	 */
	KeySetFetcher(URI uri, KeySetProperties properties, BiConsumer<CompletableFuture<?>, Duration> timeLimit) {
		this.uri = uri;
		this.properties = properties;
		this.timeLimit = timeLimit;
		this.client = SingletonSupplier.of(() -> HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(properties.connectTimeout())
			.build());
	}

	byte[] fetch() throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.uri)
			.header("Accept", "application/jwk-set+json, application/json")
			.build();
		CompletableFuture<byte[]> body = new CompletableFuture<>();
		Duration limit = this.properties.connectTimeout().plus(this.properties.readTimeout());
		this.timeLimit.accept(body, limit);
		CompletableFuture<?> exchange = this.client.obtain()
			.sendAsync(request, (head) -> subscriber(head.statusCode(), body));
		exchange.whenComplete((answer, failure) -> {
			if (failure != null) {
				body.completeExceptionally(failure);
			}
		});
		try {
			// The exchange is not awaited, because the JDK completes it in the common
			// pool, whose threads may be waiting here.
			return await(body, limit);
		}
		finally {
			exchange.cancel(true);
		}
	}

	private BodySubscriber<Void> subscriber(int status, CompletableFuture<byte[]> body) {
		if (status == HttpURLConnection.HTTP_OK) {
			return new LimitedBodySubscriber(this.properties.maxSize(), body);
		}
		body.completeExceptionally(new IOException("the response status was " + status + " instead of 200"));
		return BodySubscribers.discarding();
	}

	private static byte[] await(CompletableFuture<byte[]> body, Duration limit)
			throws IOException, InterruptedException {
		try {
			return body.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof TimeoutException) {
				throw new IOException("the response took longer than " + limit.toMillis() + " ms");
			}
			Throwable failure = NestedExceptionUtils.getMostSpecificCause(ex);
			throw new IOException(reason(failure), failure);
		}
	}

	/**
	 * Returns the message of a failure, or its class: the JDK gives some failures, such
	 * as a refused connection, no message.
	 */
	private static String reason(Throwable failure) {
		return (failure.getMessage() != null) ? failure.getMessage() : failure.getClass().getSimpleName();
	}

	@Override
	public String toString() {
		return this.uri.toString();
	}

}
