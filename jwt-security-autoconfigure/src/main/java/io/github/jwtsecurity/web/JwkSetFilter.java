package io.github.jwtsecurity.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.token.Sha256;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that responds with the public keys of this service (RFC 7517, section 5),
 * without any private part.
 */
final class JwkSetFilter extends OncePerRequestFilter {

	private static final String MEDIA_TYPE = "application/jwk-set+json";

	private static final String CACHE_CONTROL = "max-age=300, public";

	private final Supplier<JWKSet> keys;

	private volatile Document document;

	JwkSetFilter(Supplier<JWKSet> keys) {
		this.keys = keys;
		this.document = Document.of(keys.get());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException {
		Document current = current();
		response.setHeader(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL);
		if (new ServletWebRequest(request, response).checkNotModified(current.tag())) {
			return;
		}
		response.setContentType(MEDIA_TYPE);
		response.setContentLength(current.bytes().length);
		response.getOutputStream().write(current.bytes());
	}

	private Document current() {
		JWKSet set = this.keys.get();
		Document known = this.document;
		if (known.keys() != set) {
			known = Document.of(set);
			this.document = known;
		}
		return known;
	}

	/**
	 * The bytes of a key set, which are the same until the keys change.
	 *
	 * @param keys the keys
	 * @param bytes the JSON text
	 * @param tag the entity tag
	 */
	private record Document(JWKSet keys, byte[] bytes, String tag) {

		static Document of(JWKSet keys) {
			String json = keys.toPublicJWKSet().toString();
			return new Document(keys, json.getBytes(StandardCharsets.UTF_8), '"' + Sha256.hex(json) + '"');
		}

	}

}
