package io.github.jwtsecurity.token;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * A reader of one JSON object that is as strict as RFC 8725, section 2.4 and RFC 7519,
 * section 4 require: UTF-8 only, no duplicate keys at any depth, nothing after the
 * object, bounded nesting.
 *
 * @hidden
 */
public final class StrictJson {

	/**
	 * A factory that shares nothing between inputs. Most inputs are not trusted, and the
	 * names in them could fill and corrupt Jackson's shared table of names, which would
	 * affect other inputs.
	 */
	private static final JsonFactory FACTORY = JsonFactory.builder()
		.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
		.recyclerPool(JsonRecyclerPools.nonRecyclingPool())
		.build();

	private StrictJson() {
	}

	/**
	 * Reads an object.
	 * @param json the received bytes
	 * @return the object, whose nested objects and arrays are immutable, or {@code null}
	 * if the bytes are not exactly one JSON object
	 */
	public static @Nullable Map<String, Object> parse(byte[] json) {
		try {
			// The JSON parser guesses encodings and accepts overlong ones; the decoder
			// does neither.
			return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)));
		}
		catch (CharacterCodingException | RuntimeException ex) {
			// The message may quote the input, so the exception is dropped. A defect
			// of the parser is treated like malformed input.
			return null;
		}
	}

	private static Map<String, Object> parse(CharBuffer text) {
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(),
				text.length())) {
			require(parser.nextToken() == JsonToken.START_OBJECT);
			Map<String, Object> members = members(parser);
			require(parser.nextToken() == null);
			return members;
		}
	}

	private static Map<String, Object> members(JsonParser parser) {
		Map<String, Object> members = new LinkedHashMap<>();
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			require(!members.containsKey(name));
			members.put(name, value(parser, parser.nextToken()));
		}
		require(parser.currentToken() == JsonToken.END_OBJECT);
		return members;
	}

	private static List<Object> elements(JsonParser parser) {
		List<Object> elements = new ArrayList<>();
		for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
			elements.add(value(parser, token));
		}
		return elements;
	}

	/**
	 * Reads a value. The parser limits the depth of nested values.
	 */
	private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
		return switch (Objects.requireNonNull(token)) {
			case START_OBJECT -> Collections.unmodifiableMap(members(parser));
			case START_ARRAY -> Collections.unmodifiableList(elements(parser));
			case VALUE_STRING -> parser.getString();
			case VALUE_NUMBER_INT -> parser.getNumberValue();
			case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case VALUE_NULL -> null;
			default -> throw new IllegalArgumentException("Not a value");
		};
	}

	private static void require(boolean condition) {
		if (!condition) {
			throw new IllegalArgumentException("Not one object with unique names");
		}
	}

}
