package io.github.jwtsecurity;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * JSON member names with the same hash code in Jackson's symbol table, for any seed. The
 * hash code is computed like a number whose digits are the characters and whose base is
 * 33, so blocks with the same hash code are interchangeable.
 */
public final class CollidingNames {

	private static final List<String> BLOCKS = List.of("c!", "bB", "ac");

	private static final int BLOCKS_PER_NAME = 6;

	/**
	 * The number of names, which is sufficient for the table to refuse this hash code and
	 * to miscount afterwards.
	 */
	private static final int COUNT = 340;

	private CollidingNames() {
	}

	/**
	 * Returns a JSON object with members that have colliding names.
	 * @param begin the preceding members, such as {@code "alg":"HS256"}
	 */
	public static String object(String begin) {
		return IntStream.range(0, COUNT)
			.mapToObj((index) -> "\"" + name(index) + "\":1")
			.collect(Collectors.joining(",", "{" + begin + ",", "}"));
	}

	/**
	 * Returns members with ordinary names, enough to make the table grow.
	 * @param prefix the prefix of each name
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
