package io.github.jwtsecurity.account.password;

import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import io.github.jwtsecurity.LongComputation;
import io.github.jwtsecurity.account.password.PasswordProperties.Encoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PasswordHasher}. The cost of a login is measured in hashes.
 */
@LongComputation
@ExtendWith(OutputCaptureExtension.class)
class PasswordHasherTests {

	private final HashGate gate = new HashGate(1, Duration.ofMinutes(1));

	@AfterEach
	void close() {
		this.gate.close();
	}

	@Test
	void verifyWhenPasswordIsWrongThenOneHashWithOrWithoutAnAccount() {
		CountedEncoders encoders = new CountedEncoders(Encoder.ARGON2);
		PasswordHasher hasher = hasher(encoders);
		String current = StoredHashes.CURRENT.get("argon2");
		for (String password : List.of("Wrong-77", "", "a\u0000", "a".repeat(10_000))) {
			for (String stored : Stream.of(current, null, "", "{noop}" + password, "{argon2}damaged").toList()) {
				assertThat(hasher.verify(password, stored).join()).isEqualTo(new PasswordVerification(false, null));
				assertThat(encoders.taken()).as("%s", stored).containsExactly("argon2");
			}
		}
	}

	@Test
	void verifyWhenPasswordIsRightThenOneHash() {
		CountedEncoders encoders = new CountedEncoders(Encoder.ARGON2);
		assertThat(hasher(encoders).verify(StoredHashes.PASSWORD, StoredHashes.CURRENT.get("argon2")).join())
			.isEqualTo(new PasswordVerification(true, null));
		assertThat(encoders.taken()).containsExactly("argon2");
	}

	@ParameterizedTest
	@EnumSource(Encoder.class)
	void verifyWhenNoAccountThenOneHashOfTheCurrentEncoder(Encoder current) {
		CountedEncoders encoders = new CountedEncoders(current);
		PasswordHasher hasher = hasher(encoders, "encoder=" + current.id());
		assertThat(encoders.taken()).isEmpty();
		assertThat(hasher.verify(StoredHashes.PASSWORD, null).join().matches()).isFalse();
		assertThat(encoders.taken()).containsExactly(current.id());
		assertThat(hasher.verify("a".repeat(100), null).join().matches()).isFalse();
		assertThat(encoders.taken()).containsExactly(current.id());
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "-", "stand-in" })
	void verifyWhenPasswordIsAStandInThenFalse(String stored) {
		PasswordHasher hasher = hasher(new CountedEncoders(Encoder.ARGON2));
		assertThat(hasher.verify(StrictPasswordEncoder.STAND_IN, stored).join().matches()).isFalse();
	}

	@Test
	void verifyWhenStandInIsThePasswordThenOnlyItselfMatches() {
		PasswordHasher hasher = hasher(new CountedEncoders(Encoder.ARGON2));
		String stored = hasher.hash(StrictPasswordEncoder.STAND_IN).join();
		assertThat(hasher.verify(StrictPasswordEncoder.STAND_IN, stored).join().matches()).isTrue();
		assertThat(hasher.verify("", stored).join().matches()).isFalse();
		assertThat(hasher.verify("a\u0000", stored).join().matches()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("upgrades")
	void verifyWhenHashIsOldThenUpgradedToTheCurrentEncoder(Encoder current, String id, String password, String old) {
		CountedEncoders encoders = new CountedEncoders(current);
		PasswordHasher hasher = hasher(encoders, "encoder=" + current.id());
		assertThat(hasher.verify("Wrong-77", old).join()).isEqualTo(new PasswordVerification(false, null));
		assertThat(encoders.taken()).containsExactly(id);
		PasswordVerification verification = hasher.verify(password, old).join();
		assertThat(verification.matches()).isTrue();
		assertThat(encoders.taken()).containsExactly(id, current.id());
		assertThat(encoders.encoder().upgradeEncoding(verification.upgradedHash())).isFalse();
		assertThat(hasher.verify(password, verification.upgradedHash()).join())
			.isEqualTo(new PasswordVerification(true, null));
	}

	static List<Arguments> upgrades() {
		List<Arguments> upgrades = new ArrayList<>();
		for (Encoder current : Encoder.values()) {
			StoredHashes.WEAK
				.forEach((id, hash) -> upgrades.add(Arguments.of(current, id, StoredHashes.PASSWORD, hash)));
			upgrades
				.add(Arguments.of(current, "better-auth", StoredHashes.BETTER_AUTH_PASSWORD, StoredHashes.BETTER_AUTH));
		}
		return upgrades;
	}

	@Test
	void verifyWhenHashIsUpgradedThenMatchesWithoutAnother() {
		PasswordHasher hasher = hasher(new CountedEncoders(Encoder.ARGON2));
		String upgraded = hasher.verify(StoredHashes.PASSWORD, StoredHashes.WEAK.get("pbkdf2")).join().upgradedHash();
		assertThat(hasher.verify(StoredHashes.PASSWORD, upgraded).join())
			.isEqualTo(new PasswordVerification(true, null));
	}

	@Test
	void verifyWhenNewEncoderCannotTakeThePasswordThenMatchesWithoutUpgrade() {
		String password = "\u00E9".repeat(64);
		String old = hasher(new CountedEncoders(Encoder.ARGON2)).hash(password).join();
		CountedEncoders encoders = new CountedEncoders(Encoder.BCRYPT);
		assertThat(hasher(encoders, "encoder=bcrypt").verify(password, old).join())
			.isEqualTo(new PasswordVerification(true, null));
		assertThat(encoders.taken()).containsExactly("argon2");
	}

	@Test
	void verifyWhenComposedInAnotherWayThenMatches() {
		PasswordHasher hasher = hasher(new CountedEncoders(Encoder.ARGON2));
		String decomposed = Normalizer.normalize(StoredHashes.PASSWORD, Normalizer.Form.NFD);
		assertThat(decomposed).isNotEqualTo(StoredHashes.PASSWORD);
		assertThat(hasher.verify(decomposed, StoredHashes.CURRENT.get("argon2")).join().matches()).isTrue();
		assertThat(hasher.verify(StoredHashes.PASSWORD, hasher.hash(decomposed).join()).join().matches()).isTrue();
	}

	@Test
	void verifyWhenLongThenEveryCharacterCounts() {
		PasswordHasher hasher = hasher(new CountedEncoders(Encoder.ARGON2));
		String stored = hasher.hash("a".repeat(128)).join();
		assertThat(hasher.verify("a".repeat(128), stored).join().matches()).isTrue();
		assertThat(hasher.verify("a".repeat(127) + "b", stored).join().matches()).isFalse();
		assertThat(hasher.verify("a".repeat(127), stored).join().matches()).isFalse();
		assertThat(hasher.verify("a".repeat(129), stored).join().matches()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Secret\u0000", "Secret\uD83D" })
	void hashWhenPolicyWouldRefuseThenRefusedBeforeTheQueue(String password) {
		CountedEncoders encoders = new CountedEncoders(Encoder.ARGON2);
		assertThatIllegalArgumentException().isThrownBy(() -> hasher(encoders).hash(password))
			.withMessage("A password that the policy refuses is not hashed");
		assertThatIllegalArgumentException().isThrownBy(() -> hasher(encoders).hash("a".repeat(129)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> hasher(encoders, "encoder=bcrypt").hash("\u00E9".repeat(37)));
		assertThat(encoders.taken()).isEmpty();
	}

	@Test
	void hashAndVerifyWhenGateIsFullThenNobodyWaits() {
		CountedEncoders encoders = new CountedEncoders(Encoder.ARGON2);
		PasswordHasher hasher = hasher(encoders);
		CompletableFuture<Void> release = new CompletableFuture<>();
		this.gate.submit(Set.of(), release::join);
		CompletableFuture<String> hash = hasher.hash("Sesame-7");
		CompletableFuture<PasswordVerification> verification = hasher.verify("Sesame-7", null);
		assertThat(List.of(hash, verification)).noneMatch(CompletableFuture::isDone);
		release.complete(null);
		assertThat(verification.join()).isEqualTo(new PasswordVerification(false, null));
		assertThat(hash).isCompleted();
		assertThat(encoders.taken()).containsExactly("argon2", "argon2");
	}

	@Test
	void hashAndVerifyWhenGateIsClosedThenRetryLater() {
		PasswordHasher hasher = hasher(new CountedEncoders(Encoder.ARGON2));
		this.gate.close();
		for (CompletableFuture<?> refused : List.of(hasher.hash("Sesame-7"), hasher.verify("Sesame-7", null))) {
			assertThatExceptionOfType(CompletionException.class).isThrownBy(refused::join)
				.withCauseInstanceOf(HashQueueTimeoutException.class);
		}
	}

	@Test
	void hashAndVerifyThenNothingOfPasswordOrHashIsShown(CapturedOutput output) {
		CountedEncoders encoders = new CountedEncoders(Encoder.ARGON2);
		PasswordHasher hasher = hasher(encoders);
		String secret = "Sesame-7";
		String hash = hasher.hash(secret).join();
		String weak = StoredHashes.WEAK.get("bcrypt");
		PasswordVerification verification = hasher.verify(StoredHashes.PASSWORD, weak).join();
		assertThat(verification.upgradedHash()).isNotNull();
		hasher.verify(secret, "{argon2}$damaged$" + secret).join();
		hasher.verify(secret, "{" + secret + "}" + secret).join();
		assertThatIllegalArgumentException().isThrownBy(() -> hasher.hash(secret + "\u0000"))
			.satisfies((ex) -> assertThat(ex).hasNoCause())
			.withMessageNotContaining("Sesame");
		assertThatIllegalArgumentException().isThrownBy(() -> encoders.encoder().encode(secret + "\u0000"))
			.satisfies((ex) -> assertThat(ex).hasNoCause())
			.withMessageNotContaining("Sesame");
		assertThat(verification).hasToString("PasswordVerification[matches=true, upgrade=true]");
		assertThat(hasher.toString() + this.gate).doesNotContain("Sesame");
		assertThat(output).doesNotContain("Sesame", hash, weak, verification.upgradedHash());
	}

	private PasswordHasher hasher(CountedEncoders encoders, String... pairs) {
		return new PasswordHasher(PasswordLimits.of(PasswordPropertiesTests.bind(pairs)), encoders.encoder(),
				this.gate);
	}

}
