package io.github.jwtsecurity.web;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * A CORS processor that answers a cross-origin request that is not allowed with problem
 * details, like every other refusal.
 */
final class ProblemCorsProcessor extends DefaultCorsProcessor {

	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

	private static final List<String> EXPOSED_HEADERS = List.of(HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER,
			HttpHeaders.WWW_AUTHENTICATE);

	private final ProblemWriter problemWriter;

	private final RefusedPreflightLog preflightLog;

	private ProblemCorsProcessor(ProblemWriter problemWriter, RefusedPreflightLog preflightLog) {
		this.problemWriter = problemWriter;
		this.preflightLog = preflightLog;
	}

	/**
	 * Creates the filter for the configured origins.
	 * @param allowedOrigins the exact origins
	 * @param extensions the extensions of the filter chain
	 * @param problemWriter the writer of responses to requests that are not allowed
	 * @param preflightLog the log of preflight requests that are not allowed
	 * @return the filter
	 */
	static CorsFilter filter(List<String> allowedOrigins, List<FilterChainExtension> extensions,
			ProblemWriter problemWriter, RefusedPreflightLog preflightLog) {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(allowedOrigins);
		configuration.setAllowedMethods(METHODS);
		configuration.setAllowCredentials(extensions.stream().anyMatch(FilterChainExtension::usesCookies));
		configuration.addAllowedHeader(CorsConfiguration.ALL);
		configuration.setExposedHeaders(
				Stream
					.concat(EXPOSED_HEADERS.stream(),
							extensions.stream().flatMap((extension) -> extension.exposedHeaders().stream()))
					.toList());
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/**", configuration);
		CorsFilter filter = new CorsFilter(source);
		filter.setCorsProcessor(new ProblemCorsProcessor(problemWriter, preflightLog));
		return filter;
	}

	@Override
	public boolean processRequest(@Nullable CorsConfiguration configuration, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		boolean allowed = super.processRequest(configuration, request, response);
		if (!allowed) {
			this.preflightLog.log(request);
			this.problemWriter.write(request, response,
					Problem.of(ErrorCode.ACCESS_DENIED, "This cross-origin request is not allowed."));
		}
		return allowed;
	}

	@Override
	protected void rejectRequest(ServerHttpResponse response) {
		// The refusal is written by processRequest, which knows the request.
	}

}
