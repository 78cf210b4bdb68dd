package io.github.jwtsecurity.token;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.token.KeySetStatus.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeySetRefresh}.
 */
class KeySetRefreshTests {

	private final IssuerServer issuer = new IssuerServer();

	private final KeySetStatus status = new KeySetStatus();

	private final KeySetRefresh refresh = new KeySetRefresh(
			new CheckedKeySetSource(
					new KeySetFetcher(this.issuer.uri(),
							new Binder(new MapConfigurationPropertySource(Map.of()))
								.bindOrCreate("jwt-security.jwk-set", KeySetProperties.class))),
			this.status, Duration.ofSeconds(10), new MutableClock());

	@AfterEach
	void close() {
		this.refresh.close();
		this.issuer.close();
	}

	/**
	 * A request may have seen the old keys and start a refresh after the new keys have
	 * arrived.
	 */
	@Test
	void startWhenRefreshHasJustEndedThenNoOther() throws Exception {
		this.issuer.keys(SigningKeys.ed25519("key"));
		Snapshot old = this.status.snapshot();
		this.refresh.start(old).await();
		assertThat(this.status.snapshot()).isNotSameAs(old);
		assertThat(this.refresh.start(old).getCount()).isZero();
		assertThat(this.issuer.fetches()).isOne();
		this.refresh.start(this.status.snapshot()).await();
		assertThat(this.issuer.fetches()).isEqualTo(2);
	}

	@Test
	void startWhenRunningThenTheSame() throws Exception {
		CountDownLatch hanging = this.issuer.hold();
		CountDownLatch end = this.refresh.start(this.status.snapshot());
		assertThat(this.refresh.start(this.status.snapshot())).isSameAs(end);
		hanging.countDown();
		end.await();
		assertThat(this.status.snapshot().failure()).isEqualTo("the answer was 500 instead of 200");
	}

	@Test
	void startWhenTwoHaveStartedThenNone() throws Exception {
		this.refresh.start(this.status.snapshot()).await();
		this.refresh.start(this.status.snapshot()).await();
		assertThat(this.refresh.start(this.status.snapshot())).isNull();
	}

}
