package io.github.jwtsecurity.account.password;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NewPasswordCheck} with the policy of the properties.
 */
@ExtendWith(OutputCaptureExtension.class)
class PasswordPolicyTests {

	private static final String NOT_STORABLE = "must not have NUL characters or unpaired surrogates";

	private static final String EMAIL = "Jo.Li-Hall@example.org";

	private static final String COMMON = "must not be too common";

	private static final String KNOWN = "must have at least 8 characters apart from the email address, its part before"
			+ " the @, and the name of the application";

	private final NewPasswordCheck policy = policy();

	@ParameterizedTest
	@ValueSource(strings = { "Zebra-41", "Zebra 41", "\u00C9\u00E9\u0663......",
			"\u0416\u0436\u096A\uD83D\uDC08 \t\u00A0?", StoredHashes.PASSWORD })
	void violationsWhenEveryRuleIsKeptThenNone(String password) {
		assertThat(this.policy.violations(password, EMAIL)).isEmpty();
	}

	@Test
	void violationsWhenEveryRuleIsBrokenThenAllAreNamedAtOnce() {
		assertThat(this.policy.violations("", EMAIL)).containsExactly("must have at least 8 characters",
				"must have an uppercase letter", "must have a lowercase letter", "must have a digit");
		assertThat(this.policy.violations("\u0000".repeat(127), EMAIL)).containsExactly(NOT_STORABLE,
				"must have an uppercase letter", "must have a lowercase letter", "must have a digit", COMMON);
		assertThat(this.policy.violations("\u0000".repeat(129), EMAIL))
			.containsExactly("must have at most 128 characters", NOT_STORABLE);
	}

	@Test
	void violationsWhenOneRuleIsBrokenThenThatOne() {
		assertThat(this.policy.violations("Zebra-4", EMAIL)).containsExactly("must have at least 8 characters");
		assertThat(this.policy.violations("A1" + "a".repeat(127), EMAIL))
			.containsExactly("must have at most 128 characters");
		assertThat(this.policy.violations("zebra-41", EMAIL)).containsExactly("must have an uppercase letter");
		assertThat(this.policy.violations("ZEBRA-41", EMAIL)).containsExactly("must have a lowercase letter");
		assertThat(this.policy.violations("Zebra-fo", EMAIL)).containsExactly("must have a digit");
		assertThat(this.policy.violations("Zebra-41\u0000", EMAIL)).containsExactly(NOT_STORABLE);
		assertThat(this.policy.violations("Zebra-41\uD83D", EMAIL)).containsExactly(NOT_STORABLE);
	}

	@Test
	void violationsThenLengthIsInCodePointsOfTheNormalForm() {
		assertThat(this.policy.violations("Ab1" + "\uD83D\uDC08".repeat(4), EMAIL)).isNotEmpty();
		assertThat(this.policy.violations("Ab1" + "\uD83D\uDC08".repeat(5), EMAIL)).isEmpty();
		assertThat(this.policy.violations("Ab1" + "\uD83D\uDC08".repeat(125), EMAIL)).isEmpty();
		assertThat(this.policy.violations("Ab1" + "e\u0301".repeat(4), EMAIL)).isNotEmpty();
		assertThat(this.policy.violations("Ab1" + "e\u0301".repeat(125), EMAIL)).isEmpty();
	}

	@Test
	void violationsWhenHugeThenSaysSo() {
		assertThat(this.policy.violations("Ab1" + "\u0316\u0301".repeat(500_000), EMAIL))
			.containsExactly("must have at most 128 characters");
	}

	@Test
	void violationsWhenRulesAreOffThenNotAsked() {
		NewPasswordCheck relaxed = policy("min-length=1", "max-length=8", "require-uppercase=false",
				"require-lowercase=false", "require-digit=false");
		assertThat(relaxed.violations("\u5BC6b", EMAIL)).isEmpty();
		assertThat(relaxed.violations("", EMAIL)).containsExactly("must have at least 1 characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Password1", "Qwerty123", "Passw0rd", "Abc12345", "pASSWORD1", "Abc12345Abc12345",
			"Password1Pass" })
	void violationsWhenCommonThenThatAlone(String password) {
		assertThat(this.policy.violations(password, EMAIL)).containsExactly(COMMON);
		assertThat(policy("common=allow").violations(password, EMAIL)).isEmpty();
	}

	@Test
	void violationsWhenCommonAndAgainstOtherRulesThenAllAreNamed() {
		assertThat(this.policy.violations("password", EMAIL)).containsExactly("must have an uppercase letter",
				"must have a digit", COMMON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Jo.Li-Hall@example.org", "jo.li-hall@EXAMPLE.org7", "Jo.Li-Hall-2026", "2026JOLIHALLs",
			"Jo.Li-hall@Note-Book7", "Notebook-2026", "NOTE-BOOKs1" })
	void violationsWhenMainlyWhatEverybodyKnowsThenThatAlone(String password) {
		NewPasswordCheck lenient = policy("require-digit=false", "require-uppercase=false");
		assertThat(lenient.violations(password, EMAIL)).containsExactly(KNOWN);
		assertThat(policy("require-digit=false", "common=allow").violations(password, EMAIL)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Jo.Li-Hall-rides-1-zebra", "Notebook-of-12-pages", "Jo-Hall-41" })
	void violationsWhenLongEnoughWithoutThemThenNone(String password) {
		assertThat(this.policy.violations(password, EMAIL)).isEmpty();
	}

	@Test
	void violationsWhenAddressOfSomebodyElseThenNone() {
		assertThat(this.policy.violations("Jo.Li-Hall-2026", "other@example.org")).isEmpty();
	}

	@Test
	void violationsWhenNistThenLengthAloneAndNoCommonOnes() {
		NewPasswordCheck nist = policy("policy=nist");
		assertThat(nist.violations("zebras ride by night", EMAIL)).isEmpty();
		assertThat(nist.violations("zebra ride 123", EMAIL)).containsExactly("must have at least 15 characters");
		assertThat(nist.violations("passwordpassword", EMAIL)).containsExactly(COMMON);
		assertThat(nist.violations("1qaz2wsx3edc4rfv", EMAIL)).containsExactly(COMMON);
		assertThat(nist.violations("jo.li-hall@example.org", EMAIL)).hasSize(1);
		assertThat(policy("policy=nist", "common=allow").violations("passwordpassword", EMAIL)).isEmpty();
	}

	@Test
	void violationsWhenBcryptWouldTruncateThenSaysSo() {
		NewPasswordCheck bcrypt = policy("encoder=bcrypt");
		String bytes = "must have at most 72 bytes in UTF-8, where some characters take up to four";
		assertThat(bcrypt.violations("A1" + "a".repeat(70), EMAIL)).isEmpty();
		assertThat(bcrypt.violations("A1" + "a".repeat(71), EMAIL)).containsExactly(bytes);
		assertThat(bcrypt.violations("Aa1 " + "\uD83D\uDC08".repeat(17), EMAIL)).isEmpty();
		assertThat(bcrypt.violations("Aa1 " + "\uD83D\uDC08".repeat(18), EMAIL)).containsExactly(bytes);
		assertThat(bcrypt.violations("A1" + "e\u0301".repeat(35), EMAIL)).isEmpty();
		assertThat(bcrypt.violations("A1" + "a".repeat(200), EMAIL))
			.containsExactly("must have at most 128 characters");
	}

	@ParameterizedTest
	@EnumSource(value = PasswordProperties.Encoder.class, names = "BCRYPT", mode = EnumSource.Mode.EXCLUDE)
	void violationsWhenAnotherEncoderThenNoLimitInBytes(PasswordProperties.Encoder encoder) {
		assertThat(policy("encoder=" + encoder.id()).violations("A1" + "a".repeat(126), EMAIL)).isEmpty();
	}

	@Test
	void violationsThenTheCheckerIsNotAsked() {
		List<String> checked = new ArrayList<>();
		try (NewPasswordCheck known = policy((password) -> {
			checked.add(password);
			return new CompromisedPasswordDecision(true);
		})) {
			assertThat(known.violations("Zebra-41", EMAIL)).isEmpty();
			assertThat(known.violations("qwertyui", EMAIL)).hasSize(3);
			assertThat(checked).isEmpty();
			assertThat(known.breaches("Passwe\u0301rd1").join())
				.containsExactly("must not be known from a data breach");
			assertThat(checked).containsExactly("Passw\u00E9rd1");
		}
	}

	@Test
	void breachesWhenUnknownOrNoCheckerThenNone() {
		assertThat(this.policy.breaches("Abcdefg1").join()).isEmpty();
		assertThat(breaches((password) -> new CompromisedPasswordDecision(false))).isEmpty();
		assertThat(breaches((password) -> null)).isEmpty();
	}

	@Test
	void breachesThenAskedOnAThreadOfItsOwn() {
		List<Thread> threads = new ArrayList<>();
		breaches((password) -> {
			threads.add(Thread.currentThread());
			return new CompromisedPasswordDecision(false);
		});
		assertThat(threads).singleElement().satisfies((thread) -> {
			assertThat(thread).isNotSameAs(Thread.currentThread());
			assertThat(thread.getName()).startsWith("compromised-passwords-");
			assertThat(thread.isDaemon()).isTrue();
		});
	}

	@Test
	void breachesWhenCheckerFailsThenTakenAndLogged(CapturedOutput output) {
		assertThat(breaches((password) -> {
			throw new IllegalStateException("Cannot check " + password);
		})).isEmpty();
		assertThat(output).contains("was not compared with known ones", IllegalStateException.class.getName())
			.doesNotContainIgnoringCase("abcdefg1");
	}

	/**
	 * Starts more checks than there are threads, none of which ever responds.
	 */
	@Test
	void breachesWhenCheckerHangsThenTakenAndInterrupted(CapturedOutput output) {
		CountDownLatch interrupted = new CountDownLatch(8);
		try (CompromisedPasswords hanging = new CompromisedPasswords((password) -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
			return new CompromisedPasswordDecision(true);
		}, Duration.ofMillis(50))) {
			List<CompletableFuture<Boolean>> answers = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				answers.add(hanging.contain("Abcdefg1"));
			}
			assertThat(answers).allSatisfy((answer) -> assertThat(answer.join()).isFalse());
			Awaitility.await().until(() -> interrupted.getCount() == 0);
		}
		assertThat(output).contains("was not compared with known ones", "did not answer within 50 ms")
			.doesNotContainIgnoringCase("abcdefg1");
	}

	private static List<String> breaches(CompromisedPasswordChecker checker) {
		try (NewPasswordCheck policy = policy(checker)) {
			return policy.breaches("Abcdefg1").join();
		}
	}

	static NewPasswordCheck policy(String... pairs) {
		return policy("note-book", null, pairs);
	}

	static NewPasswordCheck policy(@Nullable CompromisedPasswordChecker compromised) {
		return policy("", compromised);
	}

	private static NewPasswordCheck policy(String applicationName, @Nullable CompromisedPasswordChecker compromised,
			String... pairs) {
		PasswordProperties properties = PasswordPropertiesTests.bind(pairs);
		return new NewPasswordCheck(PasswordLimits.of(properties),
				new ConfiguredPasswordPolicy(PasswordRulesTests.rules(pairs), properties.common(), applicationName),
				compromised);
	}

}
