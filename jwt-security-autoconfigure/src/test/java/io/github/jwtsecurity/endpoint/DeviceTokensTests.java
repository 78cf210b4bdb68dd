package io.github.jwtsecurity.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestProperties;
import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.endpoint.DeviceTokens.Device;
import io.github.jwtsecurity.token.TestKeyDerivation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeviceTokens}.
 */
class DeviceTokensTests {

	private static final String SECRET = "a-secret-of-the-device-token-tests";

	private static final String OTHER_SECRET = "another-secret-of-the-device-tests";

	private static final String EMAIL = "alice@example.com";

	private static final Account ALICE = account("{argon2}first");

	private final MutableClock clock = new MutableClock();

	private final DeviceTokens tokens = tokens(true, SECRET);

	@Test
	void readWhenIssuedThenDeviceOfTheAccount() {
		Device device = this.tokens.read(this.tokens.issue(ALICE, null), EMAIL);
		assertThat(device).isNotNull();
		assertThat(device.isKnownTo(ALICE)).isTrue();
		assertThat(device.id()).matches("[\\w-]{22}");
	}

	@Test
	void issueWhenDeviceIsKnownThenTheSameIdAndElseANewOne() {
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < 100; i++) {
			Device device = this.tokens.read(this.tokens.issue(ALICE, null), EMAIL);
			ids.add(device.id());
			assertThat(this.tokens.read(this.tokens.issue(ALICE, device), EMAIL).id()).isEqualTo(device.id());
		}
		assertThat(ids).hasSize(100);
	}

	@Test
	void readWhenEmailIsWrittenInAnotherWayThenTheSameAccount() {
		Account account = new Account("user-1", EmailAddress.of("ALICE@Example.com"), "{argon2}first", Instant.EPOCH,
				null, true);
		assertThat(this.tokens.read(this.tokens.issue(account, null), EMAIL)).isNotNull();
	}

	@Test
	void readWhenOtherEmailThenNoDevice() {
		assertThat(this.tokens.read(this.tokens.issue(ALICE, null), "bob@example.com")).isNull();
	}

	@Test
	void isKnownToWhenPasswordIsChangedOrNoAccountThenFalse() {
		Device device = this.tokens.read(this.tokens.issue(ALICE, null), EMAIL);
		assertThat(device.isKnownTo(account("{argon2}second"))).isFalse();
		assertThat(device.isKnownTo(null)).isFalse();
	}

	@Test
	void readWhenLifetimeIsOverThenNoDevice() {
		String token = this.tokens.issue(ALICE, null);
		this.clock.advance(Duration.ofDays(180).minusSeconds(1));
		Device device = this.tokens.read(token, EMAIL);
		assertThat(device).isNotNull();
		String renewed = this.tokens.issue(ALICE, device);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.tokens.read(token, EMAIL)).isNull();
		assertThat(this.tokens.read(renewed, EMAIL)).isNotNull();
	}

	@Test
	void readWhenSecretIsRotatedThenDeviceUntilThePreviousOneIsGone() {
		String token = this.tokens.issue(ALICE, null);
		DeviceTokens rotated = tokens(true, OTHER_SECRET, SECRET);
		Device device = rotated.read(token, EMAIL);
		assertThat(device.isKnownTo(ALICE)).isTrue();
		assertThat(tokens(true, OTHER_SECRET).read(token, EMAIL)).isNull();
		assertThat(tokens(true, OTHER_SECRET).read(rotated.issue(ALICE, device), EMAIL).id()).isEqualTo(device.id());
	}

	@Test
	void readWhenAnyByteIsChangedThenNoDevice() {
		byte[] bytes = Base64.getUrlDecoder().decode(this.tokens.issue(ALICE, null));
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] ^= 1;
			assertThat(this.tokens.read(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), EMAIL)).isNull();
			bytes[i] ^= 1;
		}
		assertThat(this.tokens.read(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), EMAIL)).isNotNull();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "junk", "A", "=", "\u0000", "eyJhbGciOiJub25lIn0.e30." })
	void readWhenJunkThenNoDevice(String token) {
		assertThat(this.tokens.read(token, EMAIL)).isNull();
	}

	@Test
	void issueAndReadWhenSwitchedOffThenNothing() {
		DeviceTokens off = tokens(false, SECRET);
		assertThat(off.issue(ALICE, null)).isNull();
		assertThat(off.read(this.tokens.issue(ALICE, null), EMAIL)).isNull();
	}

	@Test
	void issueThenTokenTellsNothing() {
		String text = new String(Base64.getUrlDecoder().decode(this.tokens.issue(ALICE, null)));
		assertThat(text).doesNotContain("alice", "first", "user-1");
	}

	private DeviceTokens tokens(boolean enabled, String... secrets) {
		return new DeviceTokens(TestProperties.bind(DeviceProperties.class, "enabled=" + enabled),
				TestKeyDerivation.of(secrets), this.clock);
	}

	private static Account account(String hash) {
		return new Account("user-1", EmailAddress.of(EMAIL), hash, Instant.EPOCH, null, true);
	}

}
