package io.github.jwtsecurity.account;

import java.net.IDN;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Punycode}, with samples of RFC 3492, section 7.1, and in comparison
 * with the encoder of the JDK.
 */
class PunycodeTests {

	@ParameterizedTest
	@CsvSource({ "bcher-kva,bücher", "fa-hia,faß", "zca29l,ßς", "ihqwcrb4cv8a8dqg056pqjye,他们为什么不说中文",
			"Proprostnemluvesky-uyb24dma41a,Pročprostěnemluvíčesky",
			"n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa,なぜみんな日本語を話してくれないのか", "egbpdaj6bu4bxfgehfvwxn,ليهمابتكلموشعربي؟",
			"2-u9tlzr9756bt3uc0v,ひとつ屋根の下2", "EGBPDAJ6BU4BXFGEHFVWXN,ليهمابتكلموشعربي؟", "ls8h,💩", "a-,a", "'',''" })
	void decodeThenCharacters(String encoded, String characters) {
		assertThat(Punycode.decode(encoded)).isEqualTo(characters);
	}

	/**
	 * Checks all characters with left-to-right direction that the JDK encodes unchanged.
	 */
	@Test
	void decodeWhenEncodedByTheJdkThenSame() {
		long[] compared = new long[1];
		IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
			.filter(Character::isLetterOrDigit)
			.filter((character) -> Character.getDirectionality(character) == Character.DIRECTIONALITY_LEFT_TO_RIGHT)
			.filter((character) -> Normalizer.isNormalized(Character.toString(character), Form.NFKC))
			.forEach((character) -> {
				String label = "a" + Character.toString(character) + "b" + Character.toString(character) + "ü";
				String encoded = IDN.toASCII(label, IDN.ALLOW_UNASSIGNED);
				if (IDN.toUnicode(encoded, IDN.ALLOW_UNASSIGNED).equals(label)) {
					assertThat(Punycode.decode(encoded.substring("xn--".length()))).isEqualTo(label);
					assertThat(Punycode.encode(label)).isEqualTo(encoded.substring("xn--".length()));
					compared[0]++;
				}
			});
		assertThat(compared[0]).isGreaterThan(90_000);
	}

	@ParameterizedTest
	@CsvSource({ "bücher,bcher-kva", "faß,fa-hia", "ßς,zca29l", "他们为什么不说中文,ihqwcrb4cv8a8dqg056pqjye",
			"Pročprostěnemluvíčesky,Proprostnemluvesky-uyb24dma41a", "ひとつ屋根の下2,2-u9tlzr9756bt3uc0v", "💩,ls8h" })
	void encodeThenLabel(String characters, String encoded) {
		assertThat(Punycode.encode(characters)).isEqualTo(encoded);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bücher", "a-ü", "-", "a--b-!", "b-cher_kva", "zzzzzzzzzzzz", "99999999",
			"999999999999999999", "a-9", "-bcher-kv", "K\u212Aa", "99999a", "999999b", "8c9b", "8c9bk9h" })
	void decodeWhenNotPunycodeThenIllegalArgument(String encoded) {
		assertThatIllegalArgumentException().isThrownBy(() -> Punycode.decode(encoded));
	}

}
