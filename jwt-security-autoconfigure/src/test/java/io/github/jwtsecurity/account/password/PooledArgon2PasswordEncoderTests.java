package io.github.jwtsecurity.account.password;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.management.ThreadMXBean;
import io.github.jwtsecurity.LongComputation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PooledArgon2PasswordEncoder}. Spring Security's encoder is the
 * reference.
 */
@LongComputation
class PooledArgon2PasswordEncoderTests {

	private static final long MEMORY = 19_456 * 1024L;

	private static final long LITTLE = 1024 * 1024L;

	private final PasswordEncoder encoder = new Argon2HashFormat().encoder();

	private final PasswordEncoder reference = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);

	@ParameterizedTest
	@ValueSource(strings = { "Correct-horse-1", "a", " ", "\u00e9\ud83d\ude00\u4e16", "\u0000" })
	void encodeThenEachVerifiesWhatTheOtherMade(String password) {
		for (int i = 0; i < 3; i++) {
			String hash = this.encoder.encode(password);
			assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(this.encoder.encode(password));
			assertThat(this.reference.matches(password, hash)).isTrue();
			assertThat(this.reference.upgradeEncoding(hash)).isFalse();
			assertThat(this.encoder.matches(password, this.reference.encode(password))).isTrue();
			assertThat(this.encoder.matches(password + "x", hash)).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4 })
	void matchesWhenOtherParametersThenVerified(int lanes) {
		PasswordEncoder other = new Argon2PasswordEncoder(8, 24, lanes, 256, 3);
		String hash = other.encode(StoredHashes.PASSWORD);
		assertThat(this.encoder.matches(StoredHashes.PASSWORD, hash)).isTrue();
		assertThat(this.encoder.matches("another", hash)).isFalse();
	}

	@Test
	void matchesWhenAgainThenTakesNoNewMemory() throws Exception {
		String hash = this.encoder.encode(StoredHashes.PASSWORD);
		inNewThread(() -> {
			assertThat(allocated(() -> this.encoder.matches(StoredHashes.PASSWORD, hash))).isGreaterThan(MEMORY);
			for (int i = 0; i < 3; i++) {
				assertThat(allocated(() -> this.encoder.matches("another", hash))).isLessThan(LITTLE);
				assertThat(allocated(() -> this.encoder.encode(StoredHashes.PASSWORD))).isLessThan(LITTLE);
			}
			return null;
		});
	}

	@Test
	void matchesWhenHashIsLargerThenItsMemoryIsNotKept() throws Exception {
		String hash = new Argon2PasswordEncoder(16, 32, 1, 40_000, 1).encode(StoredHashes.PASSWORD);
		inNewThread(() -> {
			assertThat(this.encoder.matches(StoredHashes.PASSWORD, hash)).isTrue();
			assertThat(allocated(() -> this.encoder.matches(StoredHashes.PASSWORD, hash)))
				.isBetween(40_000 * 1024L - MEMORY, 40_000 * 1024L);
			return null;
		});
	}

	@Test
	@ResourceLock(Resources.LOCALE)
	void encodeWhenLocaleHasOtherDigitsThenTheSameText() {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.forLanguageTag("ar-EG"));
			assertThat("%d".formatted(2)).isNotEqualTo("2");
			assertThat(this.encoder.encode(StoredHashes.PASSWORD)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
			assertThat(new Argon2HashFormat().standIn()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void toStringThenNothingOfTheHash() {
		assertThat(Argon2Hash.parse(this.encoder.encode(StoredHashes.PASSWORD)).toString())
			.isEqualTo("Argon2Hash[memory=19456, passes=2]");
	}

	private static long allocated(Callable<?> work) throws Exception {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		work.call();
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	private static void inNewThread(Callable<?> work) throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			thread.submit(work).get();
		}
		finally {
			thread.shutdown();
		}
	}

}
