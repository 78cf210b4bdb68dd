package io.github.jwtsecurity.account.password;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KnownWords}.
 */
class KnownWordsTests {

	@ParameterizedTest
	@CsvSource({ "Alice.Smith@Example.com1,1", "1ALICE.SMITH!,1!", "xAliceSmithx,xx", "Alice-Smith-12,-12",
			"Alice_ Smith12,12", "Task App 1,' 1'", "Correct-horse,Correct-horse", "Task-App-2026,-2026", "TASKAPP,''",
			"alicesmithexamplecom,''", "alice.smith alice.smith,' '", "smith@example.com,smith@example.com" })
	void removeFromThenWhatIsLeft(String password, String left) {
		assertThat(remove(password, " alice.smith@example.com ", "task-app")).isEqualTo(left);
	}

	@Test
	void removeFromWhenWordsAreShortThenNothingIsRemoved() {
		assertThat(remove("Banana-bob-1", "bob@b.c", "a")).isEqualTo("Banana-bob-1");
		assertThat(remove("bob@b.c", "bob@b.c", "")).isEmpty();
	}

	@Test
	void removeFromWhenNoWordsThenSame() {
		assertThat(remove("Correct-horse-1", "", "")).isEqualTo("Correct-horse-1");
	}

	@ParameterizedTest
	@CsvSource({ "J\u00D6RG-1,-1", "Jo\u0308rg-1,-1", "JO\u0308RG-1,-1" })
	void removeFromWhenAccentsThenFound(String password, String left) {
		assertThat(remove(password, "jo\u0308rg@example.com", "")).isEqualTo(left);
	}

	@Test
	void removeFromWhenTheAddressHasCharactersOfAPatternThenNoPattern() {
		assertThat(remove("aaaa1", "a+a*.*|.@example.com", "\\E.*")).isEqualTo("aaaa1");
		assertThat(remove("1A+A*.*|.2", "a+a*.*|.@example.com", "")).isEqualTo("12");
	}

	private static String remove(String password, String email, String applicationName) {
		return KnownWords.of(email, applicationName).removeFrom(PlainPassword.of(password, 128)).text();
	}

}
