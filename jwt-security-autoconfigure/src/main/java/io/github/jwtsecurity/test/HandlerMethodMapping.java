package io.github.jwtsecurity.test;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.MvcReview;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.condition.NameValueExpression;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.UriUtils;

/**
 * A mapping of a handler method, with the conditions that a request has to meet.
 *
 * @param info the mapping
 * @param handler the handler method
 */
record HandlerMethodMapping(RequestMappingInfo info, HandlerMethod handler) {

	private static final String ANY_VALUE = "sample";

	/**
	 * Returns the mappings of an application.
	 */
	static Stream<HandlerMethodMapping> in(MvcReview mvc) {
		return mvc.mappings().flatMap(HandlerMethodMapping::of);
	}

	/**
	 * Returns the mappings of a handler mapping.
	 * @return the mappings, empty if it has no handler methods
	 */
	static Stream<HandlerMethodMapping> of(HandlerMapping mapping) {
		return (mapping instanceof RequestMappingInfoHandlerMapping annotated) ? annotated.getHandlerMethods()
			.entrySet()
			.stream()
			.map((entry) -> new HandlerMethodMapping(entry.getKey(), entry.getValue())) : Stream.empty();
	}

	Set<String> methods() {
		return this.info.getMethodsCondition()
			.getMethods()
			.stream()
			.map(Enum::name)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	String handlerName() {
		return this.handler.getBeanType().getSimpleName() + "#" + this.handler.getMethod().getName();
	}

	/**
	 * Returns the type of the parameter that receives a path variable.
	 * @param variable the name of the variable
	 */
	Optional<Class<?>> type(String variable) {
		return Stream.of(this.handler.getMethodParameters())
			.filter((parameter) -> parameter.hasParameterAnnotation(PathVariable.class)
					&& variable.equals(HandlerInputs.name(parameter, PathVariable.class)))
			.<Class<?>>map(MethodParameter::getParameterType)
			.findFirst();
	}

	/**
	 * Returns the query that the mapping requires.
	 * @return the query with its question mark, or an empty text
	 */
	String query() {
		String query = this.info.getParamsCondition()
			.getExpressions()
			.stream()
			.filter((expression) -> !expression.isNegated())
			.map((expression) -> UriUtils.encode(expression.getName(), StandardCharsets.UTF_8) + "="
					+ UriUtils.encode(value(expression), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return query.isEmpty() ? "" : "?" + query;
	}

	/**
	 * Returns the header fields that the mapping requires.
	 */
	Map<String, String> headers() {
		Map<String, String> headers = new LinkedHashMap<>();
		this.info.getConsumesCondition()
			.getConsumableMediaTypes()
			.stream()
			.findFirst()
			.ifPresent((type) -> headers.put(HttpHeaders.CONTENT_TYPE, contentType(type)));
		this.info.getProducesCondition()
			.getProducibleMediaTypes()
			.stream()
			.findFirst()
			.ifPresent((type) -> headers.put(HttpHeaders.ACCEPT, type.toString()));
		this.info.getHeadersCondition()
			.getExpressions()
			.stream()
			.filter((expression) -> !expression.isNegated())
			.forEach((expression) -> headers.put(expression.getName(), value(expression)));
		return headers;
	}

	private static String contentType(MediaType type) {
		if (type.equalsTypeAndSubtype(MediaType.MULTIPART_FORM_DATA)) {
			return type + ";boundary=" + ANY_VALUE;
		}
		return (type.isConcrete() ? type : MediaType.APPLICATION_JSON).toString();
	}

	private static String value(NameValueExpression<String> expression) {
		String value = expression.getValue();
		return StringUtils.hasText(value) ? value : ANY_VALUE;
	}

}
