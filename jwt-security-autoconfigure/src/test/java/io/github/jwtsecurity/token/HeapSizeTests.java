package io.github.jwtsecurity.token;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeapSize}.
 */
class HeapSizeTests {

	/**
	 * A process of its own is used, since the heap of this one has other objects. Its
	 * collector removes all unused objects at once.
	 */
	@Test
	void ofThenAboutTheHeapThatObjectsTake() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx128m", "-XX:+UseSerialGC", "-XX:MarkSweepDeadRatio=0", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				HeapSizeComparison.class.getName())
			.redirectErrorStream(true)
			.start();
		List<String> lines;
		try (BufferedReader output = process.inputReader()) {
			lines = output.lines().toList();
		}
		assertThat(process.waitFor()).as(lines.toString()).isZero();
		assertThat(lines).hasSize(13).allSatisfy((line) -> {
			String[] sizes = line.split(" ");
			assertThat(Double.parseDouble(sizes[0]) / Double.parseDouble(sizes[1])).isBetween(0.95, 1.65);
		});
	}

	@Test
	void ofWhenTokenOfThisLibraryThenLessThanTheCacheReserves() {
		Map<String, Object> header = StrictJson
			.parse("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"8dd2bf1c\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(HeapSize.of(header) + HeapSize.of(DecodedTokens.claims()))
			.isLessThan(VerifiedTokenCache.BYTES_PER_TOKEN - 256);
	}

}
