package io.github.jwtsecurity.account.password;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.LongComputation;
import io.github.jwtsecurity.account.password.PasswordProperties.Encoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PasswordEncoders} with {@link StoredHashes hashes of other programs}.
 */
@LongComputation
class PasswordEncodersTests {

	private static final ClassLoader CLASS_LOADER = PasswordEncodersTests.class.getClassLoader();

	private static final ClassLoader WITHOUT_BOUNCY_CASTLE = new FilteredClassLoader("org.bouncycastle");

	private final CountedEncoders counted = new CountedEncoders(Encoder.ARGON2);

	private final PasswordEncoder encoder = this.counted.encoder();

	@ParameterizedTest
	@MethodSource("readable")
	void matchesWhenAnotherProgramMadeTheHashThenTrueForItsPasswordAlone(String hash) {
		assertThat(this.encoder.matches(StoredHashes.PASSWORD, hash)).isTrue();
		assertThat(this.encoder.matches(StoredHashes.PASSWORD + "x", hash)).isFalse();
	}

	static Stream<String> readable() {
		return Stream.concat(ForeignHashes.all(),
				Stream.of(StoredHashes.CURRENT.values(), StoredHashes.WEAK.values(), StoredHashes.OTHERS)
					.flatMap(Collection::stream));
	}

	@Test
	void matchesWhenBetterAuthMadeTheHashThenTrueForItsPasswordAlone() {
		assertThat(this.encoder.matches(StoredHashes.BETTER_AUTH_PASSWORD, StoredHashes.BETTER_AUTH)).isTrue();
		assertThat(this.encoder.matches(StoredHashes.PASSWORD, StoredHashes.BETTER_AUTH)).isFalse();
	}

	@ParameterizedTest
	@EnumSource(Encoder.class)
	void encodeThenPrefixedSaltedAndAsStrongAsConfigured(Encoder current) {
		PasswordEncoder encoder = PasswordEncoders.create(current, CLASS_LOADER);
		String hash = encoder.encode(StoredHashes.PASSWORD);
		String parameters = StoredHashes.CURRENT.get(current.id()).split("AAECAwQF|Bk/ldgCx")[0];
		assertThat(hash).startsWith(parameters).isNotEqualTo(encoder.encode(StoredHashes.PASSWORD));
		assertThat(encoder.matches(StoredHashes.PASSWORD, hash)).isTrue();
		assertThat(encoder.upgradeEncoding(hash)).isFalse();
	}

	@ParameterizedTest
	@EnumSource(Encoder.class)
	void upgradeEncodingWhenAnotherIdOrWeakerThenTrue(Encoder current) {
		PasswordEncoder encoder = PasswordEncoders.create(current, CLASS_LOADER);
		assertThat(StoredHashes.WEAK.values()).allMatch(encoder::upgradeEncoding);
		assertThat(encoder.upgradeEncoding(StoredHashes.BETTER_AUTH)).isTrue();
		assertThat(ForeignHashes.all().filter((hash) -> !hash.startsWith("{bcrypt}")))
			.allMatch(encoder::upgradeEncoding);
		assertThat(StoredHashes.CURRENT).allSatisfy(
				(id, hash) -> assertThat(encoder.upgradeEncoding(hash)).as(id).isEqualTo(!id.equals(current.id())));
	}

	@ParameterizedTest
	@ValueSource(strings = { "argon2i$", "argon2d$", "v=16", "AAECAwQFBgc$", "W0XZGAK3ZH9f9dQYjejrJw" })
	void upgradeEncodingWhenArgon2IsWeakerInAWayThatSpringSecurityDoesNotSeeThenTrue(String part) {
		String hash = StoredHashes.OTHERS.stream().filter((other) -> other.contains(part)).findFirst().orElseThrow();
		assertThat(this.encoder.upgradeEncoding(hash)).isTrue();
		assertThat(new Argon2PasswordEncoder(16, 32, 1, 19_456, 2).upgradeEncoding(hash.substring(8))).isFalse();
	}

	@Test
	void upgradeEncodingWhenStrongerThenFalse() {
		assertThat(this.encoder.upgradeEncoding(StoredHashes.OTHERS.get(3))).isFalse();
		PasswordEncoder bcrypt = PasswordEncoders.create(Encoder.BCRYPT, CLASS_LOADER);
		assertThat(bcrypt.upgradeEncoding(StoredHashes.OTHERS.get(7))).isFalse();
		assertThat(bcrypt.upgradeEncoding(StoredHashes.OTHERS.get(6))).isTrue();
		assertThat(bcrypt.upgradeEncoding(StoredHashes.CURRENT.get("bcrypt").replace("$2a$", "$2$"))).isTrue();
	}

	@ParameterizedTest
	@MethodSource("unreadable")
	void matchesWhenHashIsUnreadableThenTheStandInIsComparedInstead(String hash) {
		List<String> compared = new ArrayList<>();
		Map<String, PasswordEncoder> delegates = new HashMap<>();
		PasswordEncoders.delegates(CLASS_LOADER)
			.forEach((id, delegate) -> delegates.put(id, new YesEncoder(id, compared)));
		PasswordEncoder yes = PasswordEncoders.create(Encoder.SCRYPT, delegates);
		assertThat(yes.matches(StoredHashes.PASSWORD, hash)).isFalse();
		assertThat(compared).containsExactly("scrypt " + PasswordEncoders.format(Encoder.SCRYPT).standIn());
		assertThat(yes.upgradeEncoding(hash)).isTrue();
	}

	static Stream<String> unreadable() {
		return Stream.concat(StoredHashes.unreadable().stream(), ForeignHashes.unreadable());
	}

	@Test
	void matchesWhenBcryptCannotTakeThePasswordThenFalseAtTheCostOfOneHash() {
		String hash = StoredHashes.BCRYPT_OF_72_BYTES;
		assertThat(new BCryptPasswordEncoder().matches("a".repeat(73), hash.substring(8))).isTrue();
		assertThat(this.encoder.matches("a".repeat(73), hash)).isFalse();
		assertThat(this.counted.taken()).containsExactly("bcrypt");
		assertThat(this.encoder.matches("a".repeat(72), hash)).isTrue();
		assertThat(this.counted.taken()).containsExactly("bcrypt");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a\u0000", "a\uD83D", "\uDC08" })
	void matchesWhenNoEncoderCanTakeThePasswordThenFalseAtTheCostOfOneHash(String password) {
		StoredHashes.WEAK.forEach((id, hash) -> {
			if (!password.isEmpty()) {
				assertThat(this.encoder.matches(password, hash)).as(id).isFalse();
				assertThat(this.counted.taken()).as(id).containsExactly(id);
			}
			assertThatIllegalArgumentException().isThrownBy(() -> this.encoder.encode(password))
				.withMessage("The encoder cannot take this password");
		});
	}

	@Test
	void encodeWhenBcryptWouldTruncateThenRefused() {
		PasswordEncoder bcrypt = PasswordEncoders.create(Encoder.BCRYPT, CLASS_LOADER);
		assertThatIllegalArgumentException().isThrownBy(() -> bcrypt.encode("\u00E9".repeat(37)))
			.withMessage("The encoder cannot take this password");
	}

	@ParameterizedTest
	@EnumSource(Encoder.class)
	void matchesWhenStandInThenFalse(Encoder current) {
		NewHashFormat format = PasswordEncoders.format(current);
		assertThat(format.strength(format.standIn())).isEqualTo(HashFormat.Strength.SUFFICIENT);
		assertThat(format.encoder().matches(StrictPasswordEncoder.STAND_IN, format.standIn())).isFalse();
	}

	@Test
	void createWhenNoBouncyCastleThenOthersWork() {
		PasswordEncoder bcrypt = PasswordEncoders.create(Encoder.BCRYPT, WITHOUT_BOUNCY_CASTLE);
		assertThat(bcrypt.matches(StoredHashes.PASSWORD, StoredHashes.WEAK.get("bcrypt"))).isTrue();
		assertThat(bcrypt.matches(StoredHashes.PASSWORD, StoredHashes.WEAK.get("pbkdf2"))).isTrue();
		assertThat(bcrypt.matches(StoredHashes.PASSWORD, StoredHashes.WEAK.get("argon2"))).isFalse();
		assertThat(bcrypt.matches(ForeignHashes.PASSWORD, ForeignHashes.DJANGO)).isTrue();
		assertThat(PasswordEncoders.delegates(WITHOUT_BOUNCY_CASTLE)).containsOnlyKeys("bcrypt", "pbkdf2", "django");
		assertThat(PasswordEncoders.delegates(CLASS_LOADER)).containsOnlyKeys("argon2", "bcrypt", "scrypt", "pbkdf2",
				"better-auth", "django", "firebase", "keycloak");
	}

	@ParameterizedTest
	@EnumSource(value = Encoder.class, names = { "ARGON2", "SCRYPT" })
	void createWhenBouncyCastleIsNeededThenNamed(Encoder current) {
		assertThatIllegalStateException().isThrownBy(() -> PasswordEncoders.create(current, WITHOUT_BOUNCY_CASTLE))
			.withMessage("jwt-security.accounts.password.encoder=" + current.id() + " needs Bouncy Castle. Add"
					+ " org.bouncycastle:bcprov-jdk18on, which jwt-security-starter includes, or set it to bcrypt or pbkdf2");
		assertThatIllegalStateException().isThrownBy(() -> PasswordEncoders.create(current, Map.of()));
	}

	/**
	 * An encoder that accepts every password without any work.
	 */
	private record YesEncoder(String id, List<String> compared) implements PasswordEncoder {

		@Override
		public String encode(CharSequence rawPassword) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean matches(CharSequence rawPassword, String encodedPassword) {
			this.compared.add(this.id + " " + encodedPassword);
			return true;
		}

	}

}
