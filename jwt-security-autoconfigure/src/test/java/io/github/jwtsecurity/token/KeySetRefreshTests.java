package io.github.jwtsecurity.token;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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

	private final KeySetRefresh refresh = refresh(this.issuer.uri());

	@AfterEach
	void close() {
		this.refresh.close();
		this.issuer.close();
	}

	/**
	 * A request may have read the old keys and start a refresh after the new keys have
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
		assertThat(this.status.snapshot().failure()).isEqualTo("the response status was 500 instead of 200");
	}

	@Test
	void startWhenTwoHaveStartedThenNone() throws Exception {
		this.refresh.start(this.status.snapshot()).await();
		this.refresh.start(this.status.snapshot()).await();
		assertThat(this.refresh.start(this.status.snapshot())).isNull();
	}

	/**
	 * The message of the exception contains the first line of the response.
	 */
	@Test
	void startWhenAnswerHasControlCharactersThenReasonIsClean() throws Exception {
		ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
		KeySetRefresh broken = refresh(URI.create("http://127.0.0.1:" + server.getLocalPort()));
		Thread issuer = new Thread(() -> answer(server, "HTTP/1.1 2\u001b[2J\u20280 OK\r\n\r\n"));
		issuer.start();
		try (server; broken) {
			broken.start(this.status.snapshot()).await();
		}
		issuer.join();
		assertThat(this.status.snapshot().failure()).contains("2?[2J").doesNotContain("\u001b", "\u2028");
	}

	private static void answer(ServerSocket server, String text) {
		try {
			while (true) {
				try (Socket socket = server.accept()) {
					socket.getInputStream().read();
					socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
				}
			}
		}
		catch (IOException ex) {
			assertThat(server.isClosed()).isTrue();
		}
	}

	private KeySetRefresh refresh(URI uri) {
		KeySetProperties properties = new Binder(new MapConfigurationPropertySource(Map.of()))
			.bindOrCreate("jwt-security.jwk-set", KeySetProperties.class);
		KeySetFetcher fetcher = new KeySetFetcher(properties,
				new KeySetHttpClients(null, List.of()).get(properties, "ssl-bundle"));
		return new KeySetRefresh(new CheckedKeySetSource(fetcher, KeySetLocation.of(uri)), this.status,
				Duration.ofSeconds(10), new MutableClock());
	}

}
