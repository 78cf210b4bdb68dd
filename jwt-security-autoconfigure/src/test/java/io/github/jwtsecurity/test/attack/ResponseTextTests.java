package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ResponseText}.
 */
class ResponseTextTests {

	@Test
	void parseWhenChunkedThenJoinsTheChunks() {
		AttackResponse response = parse(
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: b: c\r\n\r\n4;x=y\r\n{\"\u00e9\r\n"
						+ "A\r\n\":\"bcdefg\"\r\n1\r\n}\r\n0\r\n\r\n");
		assertThat(response.body()).isEqualTo("{\"\u00e9\":\"bcdefg\"}");
		assertThat(response.headers("x-a")).containsExactly("b: c");
	}

	@Test
	void parseWhenNotChunkedThenBodyIsTheRest() {
		assertThat(parse("HTTP/1.1 401 \r\nContent-Length: 2\r\n\r\n{}")).returns(401, AttackResponse::status)
			.returns("{}", AttackResponse::body);
	}

	@Test
	void parseWhenConnectionWasClosedThenNoStatus() {
		assertThat(parse("")).returns(0, AttackResponse::status);
		assertThat(Expectation.MALFORMED.judge(parse(""))).isEqualTo(new Outcome(Verdict.UNEXPECTED, "no response"));
	}

	private static AttackResponse parse(String text) {
		return ResponseText.parse(text.getBytes(StandardCharsets.UTF_8));
	}

}
