package io.github.jwtsecurity.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * A subscriber that reads the body of a response up to a limit, and cancels the response
 * beyond it.
 */
final class LimitedBodySubscriber implements BodySubscriber<Void> {

	private final DataSize maxSize;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final CompletableFuture<byte[]> body;

	private @Nullable Subscription subscription;

	/**
	 * Creates a subscriber.
	 * @param maxSize the maximum size of the body
	 * @param body the future that is completed with the body, or with the failure
	 */
	LimitedBodySubscriber(DataSize maxSize, CompletableFuture<byte[]> body) {
		this.maxSize = maxSize;
		this.body = body;
	}

	@Override
	public CompletionStage<Void> getBody() {
		return this.body.thenRun(() -> {
		});
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		for (ByteBuffer buffer : buffers) {
			if (this.bytes.size() + (long) buffer.remaining() > this.maxSize.toBytes()) {
				tooLong();
				return;
			}
			byte[] chunk = new byte[buffer.remaining()];
			buffer.get(chunk);
			this.bytes.writeBytes(chunk);
		}
	}

	private void tooLong() {
		if (this.subscription != null) {
			this.subscription.cancel();
		}
		this.body.completeExceptionally(new IOException("the response is longer than " + this.maxSize));
	}

	@Override
	public void onError(Throwable failure) {
		this.body.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		this.body.complete(this.bytes.toByteArray());
	}

}
