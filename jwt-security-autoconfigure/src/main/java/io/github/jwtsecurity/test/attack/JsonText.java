package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text of a JSON object whose members are written as they are, so that it can have
 * duplicate names and malformed values.
 *
 * @param members the members
 */
record JsonText(List<Member> members) {

	private static final JsonMapper MAPPER = new JsonMapper();

	static JsonText of(Map<String, ?> values) {
		JsonText text = new JsonText(List.of());
		for (Map.Entry<String, ?> entry : values.entrySet()) {
			text = text.with(entry.getKey(), quoted(entry.getValue()));
		}
		return text;
	}

	/**
	 * Returns the JSON of a value.
	 */
	static String quoted(@Nullable Object value) {
		return MAPPER.writeValueAsString(value);
	}

	boolean has(String name) {
		return this.members.stream().anyMatch((member) -> member.name().equals(quoted(name)));
	}

	/**
	 * Returns a copy with a member, which replaces a member with the same name.
	 * @param name the name
	 * @param json the value, as JSON
	 */
	JsonText with(String name, String json) {
		Member member = new Member(quoted(name), json);
		List<Member> changed = new ArrayList<>(this.members);
		changed.replaceAll((present) -> present.name().equals(member.name()) ? member : present);
		if (!has(name)) {
			changed.add(member);
		}
		return new JsonText(List.copyOf(changed));
	}

	/**
	 * Returns a copy with another member at the end.
	 * @param name the name, as JSON
	 * @param json the value, as JSON
	 */
	JsonText plus(String name, String json) {
		List<Member> changed = new ArrayList<>(this.members);
		changed.add(new Member(name, json));
		return new JsonText(List.copyOf(changed));
	}

	/**
	 * Returns a copy with another member at the beginning.
	 * @param name the name, as JSON
	 * @param json the value, as JSON
	 */
	JsonText plusFirst(String name, String json) {
		List<Member> changed = new ArrayList<>(List.of(new Member(name, json)));
		changed.addAll(this.members);
		return new JsonText(List.copyOf(changed));
	}

	JsonText without(String name) {
		return new JsonText(this.members.stream().filter((member) -> !member.name().equals(quoted(name))).toList());
	}

	@Override
	public String toString() {
		return this.members.stream()
			.map((member) -> member.name() + ":" + member.json())
			.collect(Collectors.joining(",", "{", "}"));
	}

	/**
	 * A member.
	 *
	 * @param name the name, as JSON
	 * @param json the value, as JSON
	 */
	record Member(String name, String json) {

	}

}
