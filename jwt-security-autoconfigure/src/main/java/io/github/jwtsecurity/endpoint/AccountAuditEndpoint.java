package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.event.AuditReader;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.FieldError;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The endpoint with which administrators read the audit records about an account. Without
 * a table of audit records, there is nothing to read.
 */
@Controller
@Conditional(OnAdministrationCondition.class)
final class AccountAuditEndpoint extends AccountEndpoint {

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 200;

	private final Administrators administrators;

	private final ManagedAccounts accounts;

	private final @Nullable AuditReader auditReader;

	AccountAuditEndpoint(Administrators administrators, ManagedAccounts accounts,
			ObjectProvider<AuditReader> auditReader, ProblemWriter problemWriter) {
		super(problemWriter);
		this.administrators = administrators;
		this.accounts = accounts;
		this.auditReader = auditReader.getIfAvailable();
	}

	@AccountOperation(method = RequestMethod.GET, path = "/accounts/{account}/audit")
	Answer list(@PathVariable("account") String id, HttpServletRequest request,
			@Nullable Authentication authentication) {
		this.administrators.require(authentication, request);
		int limit = limit(request.getParameter("limit"));
		if (this.auditReader == null) {
			throw new ProblemException(Problem.of(ErrorCode.NOT_FOUND));
		}
		List<Map<String, @Nullable Object>> records = this.auditReader.find(this.accounts.withId(id).id(),
				request.getParameter("before"), limit);
		return Answer.ok(Map.of("records", records));
	}

	private static int limit(@Nullable String text) {
		if (text == null) {
			return DEFAULT_LIMIT;
		}
		if (text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= MAX_LIMIT) {
			return Integer.parseInt(text);
		}
		throw new ProblemException(Problem.of(ErrorCode.INVALID_REQUEST,
				List.of(new FieldError("limit", "must be a number from 1 to " + MAX_LIMIT))));
	}

}
