package io.github.jwtsecurity.sample.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * A request body advice that refuses large bodies. The bytes are counted, since a chunked
 * body does not state its length (RFC 9112, section 7.1).
 */
@ControllerAdvice
final class BodySizeAdvice extends RequestBodyAdviceAdapter {

	private static final DataSize LIMIT = DataSize.ofKilobytes(64);

	@Override
	public boolean supports(MethodParameter parameter, Type targetType,
			Class<? extends HttpMessageConverter<?>> converterType) {
		return true;
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type targetType,
			Class<? extends HttpMessageConverter<?>> converterType) throws IOException {
		int limit = Math.toIntExact(LIMIT.toBytes());
		byte[] body = message.getBody().readNBytes(limit + 1);
		if (body.length > limit) {
			throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE,
					"The body has more than %d KB.".formatted(LIMIT.toKilobytes()));
		}
		return new BufferedMessage(message.getHeaders(), body);
	}

	private record BufferedMessage(HttpHeaders headers, byte[] body) implements HttpInputMessage {

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(this.body);
		}

	}

}
