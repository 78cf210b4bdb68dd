package io.github.jwtsecurity.token;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.springframework.core.NestedExceptionUtils;

/**
 * A client that fetches key sets and metadata over HTTP. Redirects are not followed,
 * since only the configured address is trusted. Only a response with the status 200 is
 * accepted, and a response that is too long or too slow is abandoned.
 */
final class KeySetFetcher {

	private final KeySetProperties properties;

	/** A function that fails a body with a {@link TimeoutException} after a duration. */
	private final BiConsumer<CompletableFuture<?>, Duration> timeLimit;

	private final Supplier<HttpClient> client;

	KeySetFetcher(KeySetProperties properties, Supplier<HttpClient> client) {
		this(properties, client, (body, limit) -> body.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS));
	}

	/**
	 * Creates a new fetcher with a separate implementation of time limits.
	 * @param properties the limits
	 * @param client the client, which has threads and is created for the first fetch
	 * @param timeLimit the function that fails a body after a duration
	 */
	KeySetFetcher(KeySetProperties properties, Supplier<HttpClient> client,
			BiConsumer<CompletableFuture<?>, Duration> timeLimit) {
		this.properties = properties;
		this.client = client;
		this.timeLimit = timeLimit;
	}

	/**
	 * Fetches a document.
	 * @param uri the address
	 * @return the document
	 * @throws ResponseStatusException if the response has another status than 200
	 * @throws IOException if there is no complete response
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	byte[] fetch(URI uri) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(uri)
			.header("Accept", "application/jwk-set+json, application/json")
			.build();
		CompletableFuture<byte[]> body = new CompletableFuture<>();
		Duration limit = this.properties.connectTimeout().plus(this.properties.readTimeout());
		this.timeLimit.accept(body, limit);
		CompletableFuture<?> exchange = this.client.get()
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
		body.completeExceptionally(new ResponseStatusException(status));
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
			if (ex.getCause() instanceof ResponseStatusException response) {
				throw response;
			}
			Throwable failure = NestedExceptionUtils.getMostSpecificCause(ex);
			throw new IOException(reason(ex, failure), failure);
		}
	}

	/**
	 * Returns a description of a failure. The JDK gives some failures, such as a refused
	 * connection, no message.
	 */
	private static String reason(ExecutionException failed, Throwable failure) {
		if (failure instanceof UnresolvedAddressException) {
			return "the host name cannot be resolved";
		}
		if (failed.getCause() instanceof ConnectException) {
			return "no connection could be established";
		}
		return (failure.getMessage() != null) ? failure.getMessage() : failure.getClass().getSimpleName();
	}

}
