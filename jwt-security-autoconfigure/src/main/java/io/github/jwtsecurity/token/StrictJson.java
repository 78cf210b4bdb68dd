package io.github.jwtsecurity.token;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

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
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
		.recyclerPool(JsonRecyclerPools.nonRecyclingPool())
		.build();

	private static final ObjectReader READER = JsonMapper.builder(FACTORY)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build()
		.readerFor(new TypeReference<Map<String, Object>>() {
		});

	private StrictJson() {
	}

	/**
	 * Reads an object.
	 * @param json the received bytes
	 * @return the object, or {@code null} if the bytes are not exactly one JSON object
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

	private static @Nullable Map<String, Object> parse(CharBuffer text) {
		try (JsonParser parser = READER.createParser(text.array(), text.arrayOffset(), text.length())) {
			return READER.readValue(parser);
		}
	}

}
