package io.github.jwtsecurity.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import javax.crypto.SecretKey;

import io.github.jwtsecurity.token.HmacSha256;
import io.github.jwtsecurity.token.KeyDerivation;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * A repository of tokens against cross-site request forgery, each of which is bound to a
 * session by an HMAC (the HMAC based token pattern of the OWASP cheat sheet), so that
 * nothing is stored. A page sends its token in a header or a form. The token is not
 * compared with a cookie, so a cookie that an attacker has set has no effect.
 */
final class SessionCsrfTokenRepository implements CsrfTokenRepository {

	static final String HEADER = "X-XSRF-TOKEN";

	private static final String PARAMETER = "_csrf";

	/** The methods that change nothing (RFC 9110, section 9.2.1). */
	private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private static final int RANDOM_LENGTH = 16;

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final SecurityContextHolderStrategy contextHolder = SecurityContextHolder.getContextHolderStrategy();

	private final SecureRandom random = new SecureRandom();

	private final List<SecretKey> keys;

	private final UserIds userIds;

	private final OwnPages ownPages;

	SessionCsrfTokenRepository(KeyDerivation keyDerivation, UserIds userIds, OwnPages ownPages) {
		this.userIds = userIds;
		this.keys = keyDerivation.derive("jwt-security csrf token");
		this.ownPages = ownPages;
	}

	/**
	 * Returns a filter that refuses a request that a cookie authenticates, unless its
	 * method is safe, or its page belongs to the application and knows the CSRF token of
	 * the session. A request with an access token in a header needs no such protection.
	 */
	CsrfFilter filter(ProblemWriter problemWriter) {
		CsrfFilter filter = new CsrfFilter(this);
		// With the default name, a CSRF filter of the application would keep this filter
		// from running.
		filter.setBeanName("jwtSecurityCsrfFilter");
		filter.setRequestHandler(new CsrfTokenRequestAttributeHandler());
		filter.setRequireCsrfProtectionMatcher(
				(request) -> CookieTokenFilter.isUsed(request) && !SAFE_METHODS.contains(request.getMethod()));
		filter.setAccessDeniedHandler(
				(request, response, denied) -> problemWriter.write(request, response, Problem.of(ErrorCode.CSRF)));
		return filter;
	}

	/**
	 * Creates a token for the session of the authenticated user. Without a session, the
	 * token is never valid.
	 */
	@Override
	public CsrfToken generateToken(HttpServletRequest request) {
		return token(create(Objects.requireNonNullElse(sessionId(), "")));
	}

	/**
	 * Does nothing, because a token is verified by the id of its session alone.
	 */
	@Override
	public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
	}

	/**
	 * Returns the token of a request, in its header or, for a form, in its parameter.
	 * @return the token, {@code null} unless it is valid for the session of the
	 * authenticated user and comes from a page of the application
	 */
	@Override
	public @Nullable CsrfToken loadToken(HttpServletRequest request) {
		String sessionId = sessionId();
		String header = OwnPages.header(request, HEADER);
		String token = (header != null) ? header : formToken(request);
		return (sessionId != null && token != null && allows(request, sessionId, token)) ? token(token) : null;
	}

	/**
	 * Returns the token in the form of a request, {@code null} if there is none. A token
	 * in the query does not count, since the address of a request is in logs.
	 */
	private static @Nullable String formToken(HttpServletRequest request) {
		String query = request.getQueryString();
		String[] values = request.getParameterValues(PARAMETER);
		return (values != null && values.length == 1 && (query == null || !query.contains(PARAMETER))) ? values[0]
				: null;
	}

	/**
	 * Returns whether a request comes from a page of the application that knows the CSRF
	 * token of a session.
	 * @param request the request, with the token in its header
	 * @param sessionId the id of the session
	 * @return {@code true} if a cookie of the session may authenticate the request
	 */
	boolean allows(HttpServletRequest request, String sessionId) {
		String token = OwnPages.header(request, HEADER);
		return token != null && allows(request, sessionId, token);
	}

	private boolean allows(HttpServletRequest request, String sessionId, String token) {
		return isOf(sessionId, token) && this.ownPages.sent(request);
	}

	/**
	 * Creates a token.
	 * @param sessionId the id of the session
	 * @return a new token, which is valid as long as the session is alive
	 */
	String create(String sessionId) {
		byte[] bytes = new byte[RANDOM_LENGTH];
		this.random.nextBytes(bytes);
		String nonce = ENCODER.encodeToString(bytes);
		return nonce + "." + sign(this.keys.get(0), sessionId, nonce);
	}

	private boolean isOf(String sessionId, String token) {
		String nonce = token.substring(0, Math.max(0, token.indexOf('.')));
		return this.keys.stream().anyMatch((key) -> isEqual(nonce + "." + sign(key, sessionId, nonce), token));
	}

	private @Nullable String sessionId() {
		return AccountEndpoint.sessionId(this.userIds, this.contextHolder.getContext().getAuthentication());
	}

	private static CsrfToken token(String token) {
		return new DefaultCsrfToken(HEADER, PARAMETER, token);
	}

	private static boolean isEqual(String expected, String actual) {
		return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
				actual.getBytes(StandardCharsets.UTF_8));
	}

	private static String sign(SecretKey key, String sessionId, String nonce) {
		byte[] text = (sessionId + "." + nonce).getBytes(StandardCharsets.UTF_8);
		return ENCODER.encodeToString(HmacSha256.sign(key, text));
	}

}
