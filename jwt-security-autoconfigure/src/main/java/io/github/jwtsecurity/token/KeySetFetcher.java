package io.github.jwtsecurity.token;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches a key set over HTTP. Redirects are not followed: the configured address is the
 * one that is trusted. Nothing but 200 counts, and an answer that is too long or too slow
 * is given up, however it comes.
 */
final class KeySetFetcher {

	private final URI uri;

	private final KeySetProperties properties;

	private final HttpClient client;

	KeySetFetcher(URI uri, KeySetProperties properties) {
		this.uri = uri;
		this.properties = properties;
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(properties.connectTimeout())
			.build();
	}

	byte[] fetch() throws IOException {
		HttpRequest request = HttpRequest.newBuilder(this.uri)
			.header("Accept", "application/jwk-set+json, application/json")
			.build();
		HttpResponse<byte[]> response = await(
				this.client.sendAsync(request, (head) -> new LimitedBodySubscriber(this.properties.maxSize())));
		if (response.statusCode() != HttpURLConnection.HTTP_OK) {
			throw new IOException("the answer was " + response.statusCode() + " instead of 200");
		}
		return response.body();
	}

	private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer) throws IOException {
		long limit = this.properties.connectTimeout().plus(this.properties.readTimeout()).toMillis();
		try {
			return answer.get(limit, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			answer.cancel(true);
			throw new IOException("the answer took longer than " + limit + " ms");
		}
		catch (ExecutionException ex) {
			Throwable failure = (ex.getCause() != null) ? ex.getCause() : ex;
			throw new IOException(reason(failure), failure);
		}
		catch (InterruptedException ex) {
			answer.cancel(true);
			Thread.currentThread().interrupt();
			throw new IOException("fetching was interrupted");
		}
	}

	/**
	 * The JDK gives some failures, a refused connection among them, no message.
	 */
	private static String reason(Throwable failure) {
		return (failure.getMessage() != null) ? failure.getMessage() : failure.getClass().getSimpleName();
	}

	@Override
	public String toString() {
		return this.uri.toString();
	}

}
