package io.github.jwtsecurity.test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.annotation.JsonDeserialize;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandlerInputs}, by the guard proof of an application.
 */
class HandlerInputsTests {

	private final WebApplicationContextRunner runner = LibraryContext.withoutAccounts()
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@Test
	void proofWhenUserIdIsParameterWithoutAnnotationThenFails() {
		this.runner.withUserConfiguration(PlainParameters.class)
			.run((context) -> assertThat(inputs(context)).containsExactlyInAnyOrder(
					"GET /optional: the request parameter 'userId'", "GET /array: the request parameter 'userId'",
					"GET /list: the request parameter 'userId'", "GET /validated: the request parameter 'userId'"));
	}

	@Test
	void proofWhenUserIdIsOnlyWrittenFromJsonThenFails() {
		this.runner.withUserConfiguration(Bodies.class)
			.run((context) -> assertThat(inputs(context)).containsExactlyInAnyOrder(
					"POST /setter: the property 'userId' of WithSetter",
					"POST /creator: the property 'user_id' of WithCreator",
					"POST /alias: the property 'user_id' of WithAlias",
					"POST /subtype: the property 'userId' of Subtype",
					"POST /sealed: the property 'ownerId' of Permitted",
					"POST /delegate: the property 'userId' of WithSetter",
					"POST /builder: the property 'userId' of WithBuilder",
					"POST /generic: the property 'userId' of WithSetter",
					"POST /conflict: the property 'userId' of Conflicting"));
	}

	@Test
	void proofWhenUserIdIsOnlyBoundToModelThenFails() {
		this.runner.withUserConfiguration(Models.class)
			.run((context) -> assertThat(inputs(context)).containsExactlyInAnyOrder(
					"GET /constructor: the property 'userId' of WithConstructor",
					"GET /bind: the property 'user_id' of WithBindParam",
					"GET /model-setter: the property 'userId' of WithSetter"));
	}

	@Test
	void proofWhenModelMethodReadsUserIdThenFailsForEachHandler() {
		WebApplicationContextRunner loading = this.runner.withUserConfiguration(Loading.class, LoadingAdvice.class);
		loading.run((context) -> assertThat(inputs(context)).containsExactlyInAnyOrder(
				"GET /first: the request parameter 'user_id'", "GET /second: the request parameter 'user_id'",
				"GET /first: the header 'X-User-Id'", "GET /second: the header 'X-User-Id'"));
		loading
			.withPropertyValues("jwt-security.ownership.acknowledged=%s#load, %s#load"
				.formatted(Loading.class.getName(), LoadingAdvice.class.getName()))
			.run((context) -> assertThat(inputs(context)).isEmpty());
	}

	@Test
	void proofWhenInputsHaveSeveralUserIdsThenFails() {
		this.runner.withUserConfiguration(Plurals.class)
			.run((context) -> assertThat(inputs(context)).containsExactlyInAnyOrder(
					"GET /plural: the request parameter 'user_ids'",
					"POST /plural: the property 'ownerIds' of Several"));
	}

	private static List<String> inputs(ApplicationContext context) {
		return RouteReview.of(context).problems().stream().map((problem) -> problem.split(" looks like")[0]).toList();
	}

	@RestController
	static class PlainParameters {

		@GetMapping("/optional")
		void optional(Optional<String> userId) {
		}

		@GetMapping("/array")
		void array(long[] userId) {
		}

		@GetMapping("/list")
		void list(List<UUID> userId) {
		}

		@GetMapping("/validated")
		void validated(@Validated String userId) {
		}

		@GetMapping("/harmless")
		void harmless(Optional<String> page, @AuthenticationPrincipal String userId) {
		}

	}

	@RestController
	static class Models {

		@GetMapping("/constructor")
		void constructor(WithConstructor model) {
		}

		@GetMapping("/bind")
		void bind(WithBindParam model) {
		}

		@GetMapping("/model-setter")
		void setter(@ModelAttribute WithSetter model) {
		}

	}

	static class WithConstructor {

		private final String owner;

		WithConstructor(String userId) {
			this.owner = userId;
		}

		String owner() {
			return this.owner;
		}

	}

	record WithBindParam(@BindParam("user_id") String owner) {

	}

	@RestController
	static class Loading {

		@ModelAttribute
		void load(@RequestParam("user_id") String userId, Model model) {
		}

		@GetMapping("/first")
		void first() {
		}

		@GetMapping("/second")
		void second() {
		}

	}

	@ControllerAdvice(assignableTypes = Loading.class)
	static class LoadingAdvice {

		@ModelAttribute("owner")
		String load(@RequestHeader("X-User-Id") String userId) {
			return userId;
		}

	}

	@RestController
	static class Plurals {

		@GetMapping("/plural")
		void plural(@RequestParam("user_ids") List<String> ids) {
		}

		@PostMapping("/plural")
		void plural(@RequestBody Several body) {
		}

		/** The look-alikes of path variables are those of the start-up report. */
		@GetMapping("/plural/{userIds}")
		void path(@PathVariable("userIds") String ids, @RequestParam("kids") String kids) {
		}

	}

	record Several(Set<String> ownerIds, List<Several> users) {

	}

	abstract static class Posting<T> {

		@PostMapping("/generic")
		void generic(@RequestBody T body) {
		}

	}

	@RestController
	static class Bodies extends Posting<WithSetter> {

		@PostMapping("/setter")
		void setter(@RequestBody WithSetter body) {
		}

		@PostMapping("/creator")
		void creator(@RequestBody Map<String, WithCreator[]> body) {
		}

		@PostMapping("/alias")
		void alias(@RequestBody Optional<WithAlias> body) {
		}

		@PostMapping("/subtype")
		void subtype(@RequestBody Supertype body) {
		}

		@PostMapping("/sealed")
		void sealed(@RequestBody Sealed body) {
		}

		@PostMapping("/delegate")
		void delegate(@RequestBody WithDelegate body) {
		}

		@PostMapping("/builder")
		void builder(@RequestBody WithBuilder body) {
		}

		@PostMapping("/conflict")
		void conflict(@RequestBody Conflicting body) {
		}

		@PostMapping("/harmless")
		void harmless(@RequestBody Ignoring body) {
		}

	}

	public static class WithSetter {

		private String owner;

		public void setUserId(String userId) {
			this.owner = userId;
		}

		String owner() {
			return this.owner;
		}

	}

	static class WithCreator {

		private final String owner;

		@JsonCreator
		WithCreator(@JsonProperty("user_id") String owner) {
			this.owner = owner;
		}

		String owner() {
			return this.owner;
		}

	}

	record WithAlias(@JsonAlias("user_id") String owner) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes(@JsonSubTypes.Type(Subtype.class))
	interface Supertype {

	}

	record Subtype(String userId) implements Supertype {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Sealed permits Permitted {

	}

	record Permitted(String ownerId) implements Sealed {

	}

	static class WithDelegate {

		private final WithSetter delegate;

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		WithDelegate(WithSetter delegate) {
			this.delegate = delegate;
		}

		WithSetter delegate() {
			return this.delegate;
		}

	}

	@JsonDeserialize(builder = WithBuilder.Builder.class)
	static class WithBuilder {

		private final String owner;

		WithBuilder(String owner) {
			this.owner = owner;
		}

		String owner() {
			return this.owner;
		}

		public static class Builder {

			private String owner;

			public Builder withUserId(String userId) {
				this.owner = userId;
				return this;
			}

			public WithBuilder build() {
				return new WithBuilder(this.owner);
			}

		}

	}

	/** A type that Jackson refuses, but another message converter may read. */
	public static class Conflicting {

		private Object owner;

		public void setUserId(List<String> userId) {
			this.owner = userId;
		}

		public void setUserId(Set<String> userId) {
			this.owner = userId;
		}

		Object owner() {
			return this.owner;
		}

	}

	public static class Ignoring {

		@JsonIgnore
		private String userId;

		private String ownerId;

		public String getUserId() {
			return this.userId;
		}

		public void setUserId(String userId) {
			this.userId = userId;
		}

		@JsonIgnore
		public void setOwnerId(String ownerId) {
			this.ownerId = ownerId;
		}

		String ownerId() {
			return this.ownerId;
		}

	}

}
