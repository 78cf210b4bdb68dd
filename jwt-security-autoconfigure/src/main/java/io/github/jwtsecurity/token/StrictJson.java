package io.github.jwtsecurity.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one JSON object as RFC 8725, section 2.4 and RFC 7519, section 4 want it: UTF-8
 * only, no duplicate keys at any depth, nothing behind the object, bounded nesting. It is
 * public for the endpoints, which want nothing else.
 */
public final class StrictJson {

	private static final ObjectReader READER = JsonMapper
		.builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build()
		.readerFor(new TypeReference<Map<String, Object>>() {
		});

	private StrictJson() {
	}

	/**
	 * Reads an object.
	 * @param json what was received
	 * @return the object, or {@code null} if it is anything else
	 */
	public static @Nullable Map<String, Object> parse(byte[] json) {
		try {
			// The JSON parser guesses encodings and takes overlong ones; the decoder does
			// not.
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
			return READER.readValue(text);
		}
		catch (CharacterCodingException | JacksonException ex) {
			// Their messages quote what was received, so they go no further.
			return null;
		}
	}

}
