package io.github.jwtsecurity.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one JSON object as RFC 8725, section 2.4 and RFC 7519, section 4 want it: UTF-8
 * only, no duplicate keys at any depth, nothing behind the object, bounded nesting.
 */
final class StrictJson {

	private static final ObjectReader READER = JsonMapper
		.builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build()
		.readerFor(new TypeReference<Map<String, Object>>() {
		});

	private StrictJson() {
	}

	static Map<String, Object> readObject(byte[] json, String part) {
		try {
			// The JSON parser guesses encodings and takes overlong ones; the decoder does
			// not.
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
			Map<String, Object> object = READER.readValue(text);
			if (object != null) {
				return object;
			}
		}
		catch (CharacterCodingException | JacksonException ex) {
			// The parser's message quotes the token, so it goes no further.
		}
		throw new InvalidTokenException(InvalidTokenException.Reason.MALFORMED,
				"The token's " + part + " is not a JSON object with unique keys");
	}

}
