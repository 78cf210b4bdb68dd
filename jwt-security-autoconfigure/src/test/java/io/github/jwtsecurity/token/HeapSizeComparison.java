package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.jwtsecurity.HeapMemory;

/**
 * A program that compares {@link HeapSize} with the heap that objects take. It prints a
 * line with both numbers of bytes for each kind of claims.
 */
public final class HeapSizeComparison {

	private static final String[] KINDS = { "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"8dd2bf1c\"}",
			"{\"a\":\"" + "x".repeat(45_000) + "\"}", "{\"a\":\"" + "\u20ac".repeat(15_000) + "\"}",
			list(5_000, "\"%d\""), "{" + join(5_000, "\"%d\":1") + "}", list(5_000, "{}"), list(5_000, "[]"),
			list(10_000, "1000%d"), list(5_000, "1.5%d"), list(2_000, "98765432109876543210%d"), list(5_000, "true"),
			list(50, "[".repeat(400) + "]".repeat(400)), list(50, "{\"a\":".repeat(200) + "1" + "}".repeat(200)) };

	private static final int TOTAL = 20_000_000;

	private HeapSizeComparison() {
	}

	public static void main(String[] args) {
		for (String kind : KINDS) {
			byte[] json = kind.getBytes(StandardCharsets.UTF_8);
			int estimate = HeapSize.of(StrictJson.parse(json));
			Object[] objects = new Object[TOTAL / estimate];
			long before = HeapMemory.used();
			for (int i = 0; i < objects.length; i++) {
				objects[i] = StrictJson.parse(json);
			}
			long used = HeapMemory.used() - before;
			System.out.println(estimate + " " + used / count(objects));
		}
	}

	private static long count(Object[] objects) {
		return IntStream.range(0, objects.length).filter((i) -> objects[i] != null).count();
	}

	private static String list(int count, String element) {
		return "{\"a\":[" + join(count, element) + "]}";
	}

	private static String join(int count, String element) {
		return IntStream.range(0, count).mapToObj((i) -> element.formatted(i)).collect(Collectors.joining(","));
	}

}
