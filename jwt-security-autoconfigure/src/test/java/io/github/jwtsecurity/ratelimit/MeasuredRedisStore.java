package io.github.jwtsecurity.ratelimit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.github.jwtsecurity.ProcessorTime;
import io.lettuce.core.RedisClient;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandStartedEvent;

/**
 * The buckets in a real Redis without persistence, as in {@code docs/rate-limits.md}.
 */
final class MeasuredRedisStore implements MeasuredStore {

	private static final String HOST = "127.0.0.1";

	private final LongAdder roundTrips = new LongAdder();

	private final Process server;

	private final RedisClient client;

	private final BucketStore buckets;

	MeasuredRedisStore() {
		try {
			int port = findPort();
			this.server = new ProcessBuilder("redis-server", "--bind", HOST, "--port", String.valueOf(port), "--save",
					"", "--appendonly", "no")
				.redirectErrorStream(true)
				.start();
			awaitReady(this.server.inputReader(StandardCharsets.UTF_8));
			this.client = RedisClient.create("redis://" + HOST + ":" + port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.client.addListener(new CommandListener() {

			@Override
			public void commandStarted(CommandStartedEvent event) {
				MeasuredRedisStore.this.roundTrips.increment();
			}

		});
		ProxyManager<byte[]> manager = Bucket4jLettuce.casBasedBuilder(this.client)
			.expirationAfterWrite(
					ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
			.build();
		this.buckets = new SharedBucketStore(manager.withMapper((key) -> key.getBytes(StandardCharsets.UTF_8)),
				new UnusedBucketStore(), new Outage(BucketTime.of(Clock.systemUTC())));
	}

	private static int findPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static void awaitReady(BufferedReader output) throws IOException {
		String line = "";
		while (!line.contains("Ready to accept connections")) {
			line = output.readLine();
			if (line == null) {
				throw new IllegalStateException("Redis did not start");
			}
		}
	}

	@Override
	public BucketStore buckets() {
		return this.buckets;
	}

	@Override
	public long roundTrips() {
		return this.roundTrips.sum();
	}

	@Override
	public Duration processorTime() {
		return ProcessorTime.of(this.server.toHandle());
	}

	@Override
	public void close() {
		this.client.shutdown();
		this.server.destroyForcibly().onExit().join();
	}

}
