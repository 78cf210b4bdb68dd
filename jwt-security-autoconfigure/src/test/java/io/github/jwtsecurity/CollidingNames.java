package io.github.jwtsecurity;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names of JSON members that Jackson's table of names has one hash code for, whatever its
 * seed is. The code of a name is that of a number with its characters as digits and 33 as
 * base, so each of the blocks can take the place of another.
 */
public final class CollidingNames {

	private static final List<String> BLOCKS = List.of("c!", "bB", "ac");

	private static final int BLOCKS_PER_NAME = 6;

	/** Makes the table refuse names of this hash code, and count wrongly from then on. */
	private static final int COUNT = 340;

	private CollidingNames() {
	}

	/**
	 * Returns a JSON object with members of such names.
	 * @param begin the members before them, such as {@code "alg":"HS256"}
	 */
	public static String object(String begin) {
		return IntStream.range(0, COUNT)
			.mapToObj((index) -> "\"" + name(index) + "\":1")
			.collect(Collectors.joining(",", "{" + begin + ",", "}"));
	}

	/**
	 * Returns members that have names of their own, enough to make the table grow.
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
