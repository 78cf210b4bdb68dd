package io.github.jwtsecurity.sample.client;

import java.nio.file.Path;

import io.github.jwtsecurity.sample.NodePackages;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for the JavaScript client, which are written in JavaScript and must cover it. The
 * tests are skipped if Node is not installed, unless the environment requires them.
 */
class ClientTests {

	@Test
	void testsOfTheClientSucceedAndCoverIt() {
		NodePackages.assumeNode("the tests of the client");
		Path directory = NodePackages.install(Path.of("../jwt-security-client"));
		assertThatNoException().isThrownBy(() -> NodePackages.run(directory, "node", "test/run.mjs"));
	}

}
