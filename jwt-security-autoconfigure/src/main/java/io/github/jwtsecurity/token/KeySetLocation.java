package io.github.jwtsecurity.token;

import java.io.IOException;
import java.net.URI;

/**
 * The address of the key set of an issuer, which may have to be fetched from the issuer
 * first. Its {@code toString} is the name of the key set in logs.
 */
interface KeySetLocation {

	/**
	 * Returns the address.
	 * @param fetcher the client that fetches the metadata of the issuer
	 * @return the address
	 * @throws IOException if the metadata is not available or does not name the address
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	URI resolve(KeySetFetcher fetcher) throws IOException, InterruptedException;

	/**
	 * Returns the number of slow requests that an attempt to fetch the set may take.
	 */
	int requests();

	/**
	 * Returns a fixed address.
	 */
	static KeySetLocation of(URI uri) {
		return new Fixed(uri);
	}

	/**
	 * An address that is configured.
	 *
	 * @param uri the address
	 */
	record Fixed(URI uri) implements KeySetLocation {

		@Override
		public URI resolve(KeySetFetcher fetcher) {
			return this.uri;
		}

		@Override
		public int requests() {
			return 1;
		}

		@Override
		public String toString() {
			return this.uri.toString();
		}

	}

}
