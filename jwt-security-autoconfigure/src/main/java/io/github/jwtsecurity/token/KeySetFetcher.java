package io.github.jwtsecurity.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/**
 * Fetches a key set over HTTP. Redirects are not followed: the configured address is the
 * one that is trusted. Nothing but 200 counts, and an answer that is too long or too slow
 * is given up.
 */
final class KeySetFetcher {

	private static final int CHUNK = 8_192;

	private final URI uri;

	private final KeySetProperties properties;

	KeySetFetcher(URI uri, KeySetProperties properties) {
		this.uri = uri;
		this.properties = properties;
	}

	byte[] fetch() throws IOException {
		HttpURLConnection connection = (HttpURLConnection) this.uri.toURL().openConnection();
		try {
			connection.setInstanceFollowRedirects(false);
			connection.setUseCaches(false);
			connection.setConnectTimeout(millis(this.properties.connectTimeout()));
			connection.setReadTimeout(millis(this.properties.readTimeout()));
			connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
			int status = connection.getResponseCode();
			if (status != HttpURLConnection.HTTP_OK) {
				throw new IOException("the answer was " + status + " instead of 200");
			}
			return read(connection);
		}
		finally {
			connection.disconnect();
		}
	}

	private byte[] read(HttpURLConnection connection) throws IOException {
		long deadline = System.nanoTime() + this.properties.readTimeout().toNanos();
		long maxSize = this.properties.maxSize().toBytes();
		try (InputStream stream = connection.getInputStream()) {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			byte[] chunk = new byte[CHUNK];
			for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
				bytes.write(chunk, 0, count);
				if (bytes.size() > maxSize) {
					throw new IOException("the answer is longer than " + this.properties.maxSize());
				}
				if (System.nanoTime() - deadline > 0) {
					throw new IOException("the answer took longer than " + this.properties.readTimeout());
				}
			}
			return bytes.toByteArray();
		}
	}

	private static int millis(Duration duration) {
		return Math.toIntExact(Math.min(duration.toMillis(), Integer.MAX_VALUE));
	}

	@Override
	public String toString() {
		return this.uri.toString();
	}

}
