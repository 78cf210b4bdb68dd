package io.github.jwtsecurity.sample;

import java.util.function.Supplier;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user who repeats the same requests while the database fails and recovers. The
 * application may delay the user, but must never refuse a request.
 */
abstract class PersistentUser implements Runnable {

	private volatile int served;

	private volatile int delayed;

	private volatile boolean content;

	/** Returns the number of completed rounds. */
	int served() {
		return this.served;
	}

	/**
	 * Returns the number of requests that were answered with a request to retry later.
	 */
	int delayed() {
		return this.delayed;
	}

	/** Ends the requests after the current round. */
	void finish() {
		this.content = true;
	}

	@Override
	public void run() {
		while (!this.content) {
			act();
			this.served++;
		}
	}

	/** Sends the requests of one round. */
	abstract void act();

	/**
	 * Asserts that nothing that the application has confirmed was lost.
	 */
	abstract void verify();

	/**
	 * Sends a request until it is served.
	 */
	ResponseSpec untilServed(HttpStatus expected, Supplier<ResponseSpec> request) {
		ResponseSpec response = request.get();
		while (!isServed(expected, response)) {
			response = request.get();
		}
		return response;
	}

	boolean isServed(HttpStatus expected, ResponseSpec response) {
		if (response.returnResult().getStatus().isSameCodeAs(expected)) {
			return true;
		}
		assertDelayed(response);
		this.delayed++;
		return false;
	}

	static void assertDelayed(ResponseSpec response) {
		Problems.assertProblem(response, HttpStatus.SERVICE_UNAVAILABLE, "overloaded");
		response.expectHeader().value(HttpHeaders.RETRY_AFTER, (seconds) -> assertThat(seconds).matches("[1-9]\\d*"));
	}

}
