package io.github.jwtsecurity;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names of JSON members with the same hash code in Jackson's table of names, for any
 * seed. The hash code is computed like a number with the characters as digits and 33 as
 * base, so the blocks are interchangeable.
 */
public final class CollidingNames {

	private static final List<String> BLOCKS = List.of("c!", "bB", "ac");

	private static final int BLOCKS_PER_NAME = 6;

	/**
	 * Enough names for the table to refuse this hash code, and to count wrongly
	 * afterwards.
	 */
	private static final int COUNT = 340;

	private CollidingNames() {
	}

	/**
	 * Returns a JSON object with members that have colliding names.
	 * @param begin the members before them, such as {@code "alg":"HS256"}
	 */
	public static String object(String begin) {
		return IntStream.range(0, COUNT)
			.mapToObj((index) -> "\"" + name(index) + "\":1")
			.collect(Collectors.joining(",", "{" + begin + ",", "}"));
	}

	/**
	 * Returns members with ordinary names, enough to make the table grow.
	 * @param prefix the text that each name begins with
	 */
	public static String ordinaryMembers(String prefix) {
		return IntStream.range(0, COUNT)
			.mapToObj((index) -> "\"" + prefix + index + "\":1")
			.collect(Collectors.joining(","));
	}

	private static String name(int index) {
		return Stream.iterate(index, (rest) -> rest / BLOCKS.size())
			.limit(BLOCKS_PER_NAME)
			.map((rest) -> BLOCKS.get(rest % BLOCKS.size()))
			.collect(Collectors.joining());
	}

}
