package io.github.jwtsecurity.test;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.NameValueExpression;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.util.UriUtils;

/**
 * A mapping of a handler method, with the conditions that a request has to meet.
 *
 * @param info the mapping
 * @param handler the handler method
 */
record HandlerMethodMapping(RequestMappingInfo info, HandlerMethod handler) {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private static final String ANY_VALUE = "sample";

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
			.filter((parameter) -> variable.equals(pathVariable(parameter)))
			.<Class<?>>map(MethodParameter::getParameterType)
			.findFirst();
	}

	private static String pathVariable(MethodParameter parameter) {
		PathVariable annotation = parameter.getParameterAnnotation(PathVariable.class);
		if (annotation == null) {
			return "";
		}
		parameter.initParameterNameDiscovery(NAMES);
		String declared = annotation.name().isEmpty() ? annotation.value() : annotation.name();
		String name = declared.isEmpty() ? parameter.getParameterName() : declared;
		return (name != null) ? name : "";
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
