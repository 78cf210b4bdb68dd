package io.github.jwtsecurity.web;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeaderFirewall}. The firewall of Spring Security is the reference.
 */
class HeaderFirewallTests {

	private final StrictHttpFirewall firewall = new HeaderFirewall();

	private final StrictHttpFirewall springSecurity = new StrictHttpFirewall();

	@Test
	void getHeadersWhenAnyCharacterThenAsSpringSecurityDoes() {
		assertSameAnswers(IntStream.rangeClosed(0, 0x3000).mapToObj(Character::toString));
		assertSameAnswers(Stream.of("\ud83d\ude00", "\ud83d", "\ude00", "\ufffe", "\uffff", "\udbff\udfff"));
	}

	@Test
	void getHeadersWhenAnyTextThenAsSpringSecurityDoes() {
		Random random = new Random(42);
		assertSameAnswers(Stream.generate(() -> text(random)).limit(10_000));
	}

	@Test
	void getHeadersWhenControlCharacterThenRefusedButForTabInValue() {
		assertThat(answer(this.firewall, "X-Name", "a\u0000b")).isEqualTo("refused");
		assertThat(answer(this.firewall, "X-Name", "a\tb")).isEqualTo("a\tb");
		assertThat(answer(this.firewall, "X-\tName", "b")).isEqualTo("refused");
	}

	private void assertSameAnswers(Stream<String> texts) {
		texts.forEach((text) -> {
			assertThat(answer(this.firewall, "X-Name", text)).isEqualTo(answer(this.springSecurity, "X-Name", text));
			assertThat(answer(this.firewall, text, "a")).isEqualTo(answer(this.springSecurity, text, "a"));
		});
	}

	private static String answer(StrictHttpFirewall firewall, String name, String value) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader(name, value);
		HttpServletRequest checked = firewall.getFirewalledRequest(request);
		try {
			return checked.getHeaders(name).nextElement();
		}
		catch (RequestRejectedException ex) {
			return "refused";
		}
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		random.ints(random.nextInt(8), ' ' - 2, '~' + 4).forEach(text::appendCodePoint);
		return text.toString();
	}

}
