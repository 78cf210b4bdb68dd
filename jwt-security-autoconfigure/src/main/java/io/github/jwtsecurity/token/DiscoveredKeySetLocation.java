package io.github.jwtsecurity.token;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The address of a key set that the metadata of its issuer names (OpenID Connect
 * Discovery 1.0, section 4; RFC 8414, section 3). Only this address is taken from the
 * metadata.
 */
final class DiscoveredKeySetLocation implements KeySetLocation {

	private static final String OPENID = "/.well-known/openid-configuration";

	private static final String OAUTH = "/.well-known/oauth-authorization-server";

	private final String issuer;

	private final URI issuerUri;

	/**
	 * Creates a location.
	 * @param property the property with the issuer, named in errors
	 * @param issuer the identifier of the issuer
	 */
	DiscoveredKeySetLocation(String property, @Nullable String issuer) {
		this.issuerUri = KeySetUri.requireWithoutQuery(property, issuer);
		this.issuer = this.issuerUri.toString();
	}

	@Override
	public URI resolve(KeySetFetcher fetcher) throws IOException, InterruptedException {
		Map<String, Object> metadata = StrictJson.parse(fetch(fetcher));
		if (metadata == null) {
			throw new IOException("the metadata is not a JSON object");
		}
		if (!this.issuer.equals(metadata.get("issuer"))) {
			throw new IOException(
					"the metadata is of another issuer: " + LogText.of(String.valueOf(metadata.get("issuer"))));
		}
		return keySetUri(this.issuerUri, metadata.get("jwks_uri"));
	}

	/**
	 * Returns the metadata from the first address that has it.
	 */
	private byte[] fetch(KeySetFetcher fetcher) throws IOException, InterruptedException {
		ResponseStatusException last = null;
		for (URI address : addresses(this.issuerUri)) {
			try {
				return fetcher.fetch(address);
			}
			catch (ResponseStatusException ex) {
				if (!ex.isNotFound()) {
					throw ex;
				}
				last = ex;
			}
		}
		throw new IOException("there is no metadata at " + addresses(this.issuerUri), last);
	}

	/**
	 * Returns the address of the key set. It needs TLS if the metadata was fetched with
	 * TLS.
	 */
	static URI keySetUri(URI issuer, @Nullable Object value) throws IOException {
		try {
			URI uri = KeySetUri.require("jwks_uri", (value instanceof String text) ? text : null);
			if (KeySetUri.isSecure(issuer) && !KeySetUri.isSecure(uri)) {
				throw new IOException("the metadata names a key set without TLS");
			}
			return uri;
		}
		catch (KeyConfigurationException ex) {
			throw new IOException("the metadata names no key set");
		}
	}

	/**
	 * Returns the addresses of the metadata. OpenID Connect Discovery appends the
	 * well-known path to the path of the issuer, RFC 8414 puts it before that path.
	 */
	static Set<URI> addresses(URI issuer) {
		String path = KeySetUri.trimSlash((issuer.getRawPath() != null) ? issuer.getRawPath() : "");
		String origin = issuer.getScheme() + "://" + issuer.getRawAuthority();
		return new LinkedHashSet<>(List.of(URI.create(origin + path + OPENID), URI.create(origin + OAUTH + path),
				URI.create(origin + OPENID + path)));
	}

	/**
	 * Returns two, for the metadata and for the set. Further addresses of the metadata do
	 * not count: one without metadata responds quickly, and one that does not respond
	 * ends the attempt.
	 */
	@Override
	public int requests() {
		return 2;
	}

	@Override
	public String toString() {
		return "of the issuer " + this.issuer;
	}

}
