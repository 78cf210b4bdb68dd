package io.github.jwtsecurity.account;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PasswordPolicy}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PasswordPolicyTests {

	private static final String NOT_STORABLE = "must not have NUL characters or unpaired surrogates";

	private final PasswordPolicy policy = policy();

	@ParameterizedTest
	@ValueSource(strings = { "Abcdefg1", "Abcdef 1", "\u00C9\u00E9\u0663......",
			"\u0416\u0436\u096A\uD83D\uDC08 \t\u00A0?", StoredHashes.PASSWORD })
	void violationsWhenEveryRuleIsKeptThenNone(String password) {
		assertThat(this.policy.violations(password)).isEmpty();
	}

	@Test
	void violationsWhenEveryRuleIsBrokenThenAllAreNamedAtOnce() {
		assertThat(this.policy.violations("")).containsExactly("must have at least 8 characters",
				"must have an uppercase letter", "must have a lowercase letter", "must have a digit");
		assertThat(this.policy.violations("\u0000".repeat(129))).containsExactly("must have at most 128 characters",
				NOT_STORABLE, "must have an uppercase letter", "must have a lowercase letter", "must have a digit");
	}

	@Test
	void violationsWhenOneRuleIsBrokenThenThatOne() {
		assertThat(this.policy.violations("Abcdef1")).containsExactly("must have at least 8 characters");
		assertThat(this.policy.violations("A1" + "a".repeat(127))).containsExactly("must have at most 128 characters");
		assertThat(this.policy.violations("abcdefg1")).containsExactly("must have an uppercase letter");
		assertThat(this.policy.violations("ABCDEFG1")).containsExactly("must have a lowercase letter");
		assertThat(this.policy.violations("Abcdefgh")).containsExactly("must have a digit");
		assertThat(this.policy.violations("Abcdefg1\u0000")).containsExactly(NOT_STORABLE);
		assertThat(this.policy.violations("Abcdefg1\uD83D")).containsExactly(NOT_STORABLE);
	}

	@Test
	void violationsThenLengthIsInCodePointsOfTheNormalForm() {
		assertThat(this.policy.violations("Ab1" + "\uD83D\uDC08".repeat(4))).isNotEmpty();
		assertThat(this.policy.violations("Ab1" + "\uD83D\uDC08".repeat(5))).isEmpty();
		assertThat(this.policy.violations("Ab1" + "\uD83D\uDC08".repeat(125))).isEmpty();
		assertThat(this.policy.violations("Ab1" + "e\u0301".repeat(4))).isNotEmpty();
		assertThat(this.policy.violations("Ab1" + "e\u0301".repeat(125))).isEmpty();
	}

	@Test
	void violationsWhenHugeThenSaysSo() {
		assertThat(this.policy.violations("Ab1" + "\u0316\u0301".repeat(500_000)))
			.containsExactly("must have at most 128 characters");
	}

	@Test
	void violationsWhenRulesAreOffThenNotAsked() {
		PasswordPolicy relaxed = policy("min-length=1", "max-length=8", "require-uppercase=false",
				"require-lowercase=false", "require-digit=false");
		assertThat(relaxed.violations("\u5BC6")).isEmpty();
		assertThat(relaxed.violations("")).containsExactly("must have at least 1 characters");
	}

	@Test
	void violationsWhenBcryptWouldTruncateThenSaysSo() {
		PasswordPolicy bcrypt = policy("encoder=bcrypt");
		String bytes = "must have at most 72 bytes in UTF-8, where some characters take up to four";
		assertThat(bcrypt.violations("A1" + "a".repeat(70))).isEmpty();
		assertThat(bcrypt.violations("A1" + "a".repeat(71))).containsExactly(bytes);
		assertThat(bcrypt.violations("Aa1 " + "\uD83D\uDC08".repeat(17))).isEmpty();
		assertThat(bcrypt.violations("Aa1 " + "\uD83D\uDC08".repeat(18))).containsExactly(bytes);
		assertThat(bcrypt.violations("A1" + "e\u0301".repeat(35))).isEmpty();
		assertThat(bcrypt.violations("A1" + "a".repeat(200))).containsExactly("must have at most 128 characters");
	}

	@ParameterizedTest
	@EnumSource(value = PasswordProperties.Encoder.class, names = "BCRYPT", mode = EnumSource.Mode.EXCLUDE)
	void violationsWhenAnotherEncoderThenNoLimitInBytes(PasswordProperties.Encoder encoder) {
		assertThat(policy("encoder=" + encoder.id()).violations("A1" + "a".repeat(126))).isEmpty();
	}

	@Test
	void violationsWhenCompromisedThenNamedWithTheRest() {
		List<String> checked = new ArrayList<>();
		PasswordPolicy known = new PasswordPolicy(PasswordPropertiesTests.bind(), (password) -> {
			checked.add(password);
			return new CompromisedPasswordDecision(true);
		});
		String compromised = "must not be one that is known from a data breach";
		assertThat(known.violations("Passwe\u0301rd1")).containsExactly(compromised);
		assertThat(known.violations("qwertyui")).containsExactly("must have an uppercase letter", "must have a digit",
				compromised);
		assertThat(known.violations("A1" + "a".repeat(200))).hasSize(1);
		assertThat(known.violations("Abcdefg1\uD83D")).hasSize(1);
		assertThat(checked).containsExactly("Passw\u00E9rd1", "qwertyui");
	}

	@Test
	void violationsWhenNotCompromisedThenNone() {
		PasswordPolicy unknown = new PasswordPolicy(PasswordPropertiesTests.bind(),
				(password) -> new CompromisedPasswordDecision(false));
		assertThat(unknown.violations("Abcdefg1")).isEmpty();
	}

	@Test
	void violationsWhenCheckerDoesNotAnswerThenTakenAndLogged(CapturedOutput output) {
		PasswordPolicy failing = new PasswordPolicy(PasswordPropertiesTests.bind(), (password) -> {
			throw new IllegalStateException("Cannot check " + password);
		});
		assertThat(failing.violations("Abcdefg1")).isEmpty();
		assertThat(failing.violations("abcdefg1")).containsExactly("must have an uppercase letter");
		assertThat(output).contains("was not compared with known ones", IllegalStateException.class.getName())
			.doesNotContainIgnoringCase("abcdefg1");
	}

	@Test
	void violationsWhenCheckerAnswersNothingThenTaken() {
		assertThat(new PasswordPolicy(PasswordPropertiesTests.bind(), (password) -> null).violations("Abcdefg1"))
			.isEmpty();
	}

	private static PasswordPolicy policy(String... pairs) {
		return new PasswordPolicy(PasswordPropertiesTests.bind(pairs), null);
	}

}
