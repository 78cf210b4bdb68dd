package io.github.jwtsecurity.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.web.ErrorCode;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;

import org.springframework.http.HttpStatus;

/**
 * A refusal of the library that any operation of an application may have as a response.
 */
enum Refusal {

	/** The response without a valid access token. */
	TOKEN("TokenRefused", "There is no access token, or the access token is not accepted.",
			List.of(ErrorCode.TOKEN_MISSING, ErrorCode.TOKEN_INVALID, ErrorCode.TOKEN_EXPIRED)),

	/** The response if a rule of the application denies access. */
	ACCESS("AccessDenied", "A rule of the application denies access.", List.of(ErrorCode.ACCESS_DENIED)),

	/** The response for a path of another user. */
	OWNER("NotOwner",
			"The user id in the path is not that of the access token, or a rule of the application denies access.",
			List.of(ErrorCode.NOT_OWNER, ErrorCode.ACCESS_DENIED)),

	/** The response for a path of another user that hides the existence of the path. */
	HIDDEN_OWNER("NotFound", "The user id in the path is not that of the access token, or there is no such resource.",
			List.of(ErrorCode.NOT_FOUND));

	private final String name;

	private final String description;

	private final List<ErrorCode> codes;

	Refusal(String name, String description, List<ErrorCode> codes) {
		this.name = LibraryDescription.PREFIX + name;
		this.description = description;
		this.codes = codes;
	}

	/**
	 * Returns the status as the key of a response.
	 */
	String status() {
		return String.valueOf(httpStatus().value());
	}

	/**
	 * Adds the response to the components of a description.
	 * @return a reference to the response
	 */
	ApiResponse addTo(Components components) {
		if (components.getResponses() == null || !components.getResponses().containsKey(this.name)) {
			components.addResponses(this.name, response());
		}
		return new ApiResponse().$ref("#/components/responses/" + this.name);
	}

	private ApiResponse response() {
		MediaType content = new MediaType().schema(new Schema<>().$ref(LibraryDescription.PROBLEM));
		this.codes.forEach((code) -> content.addExamples(code.code(), new Example().value(example(code))));
		ApiResponse response = new ApiResponse().description(this.description)
			.content(new Content().addMediaType("application/problem+json", content));
		if (httpStatus() == HttpStatus.UNAUTHORIZED) {
			response.addHeaderObject("WWW-Authenticate", new Header().$ref(LibraryDescription.CHALLENGE));
		}
		return response;
	}

	private HttpStatus httpStatus() {
		return this.codes.get(0).status();
	}

	private static Map<String, Object> example(ErrorCode code) {
		Map<String, Object> example = new LinkedHashMap<>();
		example.put("type", "about:blank");
		example.put("title", code.title());
		example.put("status", code.status().value());
		example.put("detail", code.detail());
		example.put("instance", "/path");
		example.put("code", code.code());
		return example;
	}

}
