package io.github.jwtsecurity.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.jwtsecurity.token.LogText;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * A serializer of problem details that completes them and applies the customizers of the
 * application.
 */
final class ProblemBody {

	/** The member with the code. */
	static final String CODE = "code";

	/** The member with the errors in fields of the request. */
	static final String ERRORS = "errors";

	private static final Log logger = LogFactory.getLog(ProblemBody.class);

	private static final String STATUS = "status";

	private static final Set<String> STANDARD = Set.of("type", "title", STATUS, "detail", "instance");

	private final List<ProblemDetailCustomizer> customizers;

	ProblemBody(List<ProblemDetailCustomizer> customizers) {
		this.customizers = customizers;
	}

	/**
	 * Returns the body of a response. If a customizer fails, the body is not customized.
	 * @param problem the problem, which is not modified
	 * @param request the request
	 */
	byte[] toBytes(ProblemDetail problem, HttpServletRequest request) {
		ProblemDetail complete = complete(problem);
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("type", "about:blank");
		members.putAll(members(complete, path(request)));
		if (this.customizers.isEmpty()) {
			return JsonResponse.toBytes(members);
		}
		try {
			return JsonResponse.toBytes(customize(complete, request, members));
		}
		catch (RuntimeException | Error ex) {
			logger.error("A problem is answered without customization: " + LogText.of(ex.toString()));
			logger.debug("The cause", ex);
			return JsonResponse.toBytes(members);
		}
	}

	/**
	 * Returns the members, including members that the customizers have added or replaced.
	 */
	private Map<String, Object> customize(ProblemDetail problem, HttpServletRequest request,
			Map<String, Object> members) {
		ProblemDetail customized = copy(problem);
		this.customizers.forEach((customizer) -> customizer.customize(customized, request));
		Map<String, Object> result = new LinkedHashMap<>(members);
		result.putAll(members(customized, null));
		result.put(STATUS, members.get(STATUS));
		result.put(CODE, members.get(CODE));
		return result;
	}

	/**
	 * Returns a modifiable copy of a problem.
	 */
	static ProblemDetail copy(ProblemDetail problem) {
		return new Copy(problem);
	}

	private static ProblemDetail complete(ProblemDetail problem) {
		ProblemDetail complete = copy(problem);
		HttpStatusCode status = HttpStatusCode.valueOf(problem.getStatus());
		if (complete.getDetail() == null) {
			complete.setDetail(ErrorCode.general(status)
				.map(ErrorCode::detail)
				.orElse(status.is5xxServerError() ? "The request failed." : "The request was rejected."));
		}
		if (complete.getProperties() == null || complete.getProperties().get(CODE) == null) {
			complete.setProperty(CODE, ErrorCode.general(status).map(ErrorCode::code).orElseGet(() -> code(status)));
		}
		return complete;
	}

	/**
	 * Returns the code of a status without a code of the library, such as
	 * {@code method_not_allowed}.
	 */
	private static String code(HttpStatusCode status) {
		HttpStatus known = HttpStatus.resolve(status.value());
		return (known != null) ? known.name().toLowerCase(Locale.ROOT) : "status_" + status.value();
	}

	/**
	 * Returns the members that have a value. Extension members do not replace standard
	 * members.
	 */
	private static Map<String, Object> members(ProblemDetail problem, @Nullable String path) {
		Map<String, Object> members = new LinkedHashMap<>();
		putIfPresent(members, "type", problem.getType());
		putIfPresent(members, "title", problem.getTitle());
		members.put(STATUS, problem.getStatus());
		putIfPresent(members, "detail", problem.getDetail());
		putIfPresent(members, "instance", (problem.getInstance() != null) ? problem.getInstance() : path);
		if (problem.getProperties() != null) {
			putIfPresent(members, CODE, problem.getProperties().get(CODE));
			problem.getProperties().forEach((name, value) -> {
				if (!STANDARD.contains(name)) {
					members.put(name, value);
				}
			});
		}
		return members;
	}

	private static void putIfPresent(Map<String, Object> members, String name, @Nullable Object value) {
		if (value != null) {
			members.put(name, value);
		}
	}

	/**
	 * Returns the path of the client's request, which an error dispatch has replaced.
	 */
	private static String path(HttpServletRequest request) {
		Object original = (request.getDispatcherType() == DispatcherType.ERROR)
				? request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) : null;
		return (original != null) ? original.toString() : request.getRequestURI();
	}

	/**
	 * A problem with access to the copy constructor.
	 */
	private static final class Copy extends ProblemDetail {

		private Copy(ProblemDetail problem) {
			super(problem);
		}

	}

}
