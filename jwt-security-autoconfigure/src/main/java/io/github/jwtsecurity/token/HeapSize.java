package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An estimate of the heap that the header and the claims of a token take. The size of
 * their text says little: an empty object has two characters, and takes almost a hundred
 * bytes. The estimate applies to a JVM with compressed pointers, which is the default for
 * a heap of up to 32 GB.
 */
final class HeapSize {

	private static final int OBJECT = 24;

	private static final int ARRAY = 16;

	private static final int POINTER = 4;

	/** A {@code LinkedHashMap} with its view, without the table. */
	private static final int MAP = 56 + 32;

	private static final int SMALLEST_TABLE = ARRAY + 16 * POINTER;

	/** An entry with its part of the table, which is at least three eighths full. */
	private static final int ENTRY = 40 + 3 * POINTER;

	/** An {@code ArrayList} with its view, without the array. */
	private static final int LIST = 24 + 24;

	private static final int SMALLEST_ARRAY = ARRAY + 10 * POINTER;

	/** The part of an array that grows by half of its size when it is full. */
	private static final int ELEMENT = 2 * POINTER;

	/** The length from which it is worth to look for the bytes that a character takes. */
	private static final int LONG_TEXT = 128;

	private HeapSize() {
	}

	/**
	 * Returns the size of a map.
	 * @param map the names and values of a JSON object
	 * @return the number of bytes, with those of all names and values
	 */
	static int of(Map<?, ?> map) {
		int size = MAP + (map.isEmpty() ? 0 : SMALLEST_TABLE);
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			size += ENTRY + ofValue(entry.getKey()) + ofValue(entry.getValue());
		}
		return size;
	}

	private static int of(Collection<?> elements) {
		int size = LIST + (elements.isEmpty() ? 0 : SMALLEST_ARRAY);
		for (Object element : elements) {
			size += ELEMENT + ofValue(element);
		}
		return size;
	}

	private static int ofValue(@Nullable Object value) {
		if (value instanceof String text) {
			return OBJECT + ARRAY + bytesPerCharacter(text) * text.length() + Long.BYTES;
		}
		if (value instanceof Map<?, ?> map) {
			return of(map);
		}
		if (value instanceof Collection<?> elements) {
			return of(elements);
		}
		if (value instanceof BigInteger number) {
			return 2 * OBJECT + ARRAY + number.bitLength() / Byte.SIZE;
		}
		return (value == null || value instanceof Boolean || isShared(value)) ? 0 : OBJECT;
	}

	/**
	 * Returns whether a value is a number for which {@code Integer} has one object.
	 */
	private static boolean isShared(Object value) {
		return value instanceof Integer number && number == number.byteValue();
	}

	/**
	 * Returns two for a short text, which makes little difference.
	 */
	private static int bytesPerCharacter(String text) {
		return (text.length() < LONG_TEXT || text.chars().anyMatch((character) -> character > 0xff)) ? Character.BYTES
				: 1;
	}

}
