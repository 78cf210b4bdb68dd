package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.Objects;

import io.github.jwtsecurity.web.JsonResponse;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * A return value handler that writes an {@link Answer}. It does not use the message
 * converters of the application, which may have any settings and may log the content.
 */
final class AnswerReturnValueHandler implements HandlerMethodReturnValueHandler {

	private final TokenCookies cookies;

	AnswerReturnValueHandler(TokenCookies cookies) {
		this.cookies = cookies;
	}

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		return returnType.getParameterType() == Answer.class;
	}

	@Override
	public void handleReturnValue(@Nullable Object returnValue, MethodParameter returnType,
			ModelAndViewContainer container, NativeWebRequest webRequest) throws IOException {
		Answer answer = (Answer) Objects.requireNonNull(returnValue);
		HttpServletResponse response = Objects.requireNonNull(webRequest.getNativeResponse(HttpServletResponse.class));
		container.setRequestHandled(true);
		if (answer.signsOut()) {
			this.cookies.clear(response);
		}
		if (answer.cookies() != null) {
			this.cookies.set(answer.cookies(), response);
		}
		if (answer.deviceToken() != null) {
			this.cookies.setDeviceToken(answer.deviceToken(), response);
		}
		if (answer.content().isEmpty()) {
			response.setStatus(answer.status().value());
		}
		else {
			JsonResponse.write(response, answer.status(), MediaType.APPLICATION_JSON, answer.content());
		}
	}

}
