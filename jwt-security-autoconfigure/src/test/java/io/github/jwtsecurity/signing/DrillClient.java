package io.github.jwtsecurity.signing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.github.jwtsecurity.JsonHttp.Answer;

/**
 * A user with an application, and with a browser that has cookies. Each request goes to
 * another instance. All tokens are used until they expire.
 */
final class DrillClient implements Runnable {

	/** The number of kinds of requests. */
	static final int KINDS = 5;

	private final DrillCluster cluster;

	private final Clock clock;

	private final int number;

	private final Map<String, String> credentials;

	private final Map<String, String> cookies = new LinkedHashMap<>();

	private final List<String> failures = new CopyOnWriteArrayList<>();

	private String userId = "";

	private String accessToken = "";

	private String refreshToken = "";

	private String deviceToken = "";

	private Instant renewAt = Instant.MIN;

	private Instant renewCookiesAt = Instant.MIN;

	private volatile int actions;

	DrillClient(DrillCluster cluster, Clock clock, int number) {
		this.cluster = cluster;
		this.clock = clock;
		this.number = number;
		this.credentials = Map.of("email", "user-" + number + "@example.com", "password", "Correct-horse-1", "delivery",
				"body");
	}

	int number() {
		return this.number;
	}

	int actions() {
		return this.actions;
	}

	List<String> failures() {
		return this.failures;
	}

	/**
	 * Sends the next request.
	 */
	@Override
	public void run() {
		try {
			if (this.userId.isEmpty()) {
				signUp();
			}
			this.cluster.run(this::act);
			this.actions++;
		}
		catch (RuntimeException | Error ex) {
			this.failures.add(ex.toString());
			throw ex;
		}
	}

	private void act() {
		if (!this.clock.instant().isBefore(this.renewAt)) {
			refresh();
		}
		switch (this.actions % KINDS) {
			case 0 -> get();
			case 1 -> verify();
			case 2 -> refresh();
			case 3 -> logIn();
			default -> useBrowser();
		}
	}

	private void signUp() {
		remember(expect(201, "signup", post("/api/auth/signup", this.credentials)));
		Map<String, String> ofBrowser = new LinkedHashMap<>(this.credentials);
		ofBrowser.put("delivery", "cookie");
		store(expect(200, "login of the browser", post("/api/auth/login", ofBrowser)));
	}

	private void get() {
		expect(200, "request", this.cluster.withAccounts(this.actions, (http) -> http.get(path(), bearer())));
	}

	private void verify() {
		expect(200, "request to the other service", this.cluster.verify(path(), bearer()));
	}

	/**
	 * Exchanges the refresh token.
	 */
	void refresh() {
		Answer answer = expect(200, "refresh", post("/api/auth/refresh", Map.of("refresh_token", this.refreshToken)));
		if (answer.status() == 200) {
			this.accessToken = answer.token();
			this.refreshToken = answer.refreshToken();
			this.renewAt = this.clock.instant().plus(Duration.ofMinutes(10));
		}
	}

	/**
	 * Logs in as a device that has logged in before, which keeps its id.
	 */
	private void logIn() {
		Map<String, String> body = new LinkedHashMap<>(this.credentials);
		body.put("device_token", this.deviceToken);
		byte[] before = deviceId();
		remember(expect(200, "login", post("/api/auth/login", body)));
		if (!Arrays.equals(before, deviceId())) {
			this.failures.add("The device was forgotten");
		}
	}

	private byte[] deviceId() {
		return Arrays.copyOfRange(Base64.getUrlDecoder().decode(this.deviceToken), 1, 17);
	}

	/**
	 * Sends a change with the cookies and their CSRF token, which may be older than the
	 * current keys. The change is incomplete, so that only an accepted token is answered
	 * with 400.
	 */
	private void useBrowser() {
		if (!this.clock.instant().isBefore(this.renewCookiesAt)) {
			store(expect(200, "refresh with a CSRF token", post("/api/auth/refresh", Map.of(), ofBrowser())));
		}
		expect(400, "request with a CSRF token", post("/api/auth/password", Map.of(), ofBrowser()));
	}

	private void store(Answer answer) {
		answer.response().headers().allValues("Set-Cookie").forEach((cookie) -> {
			String[] parts = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
			this.cookies.put(parts[0], parts[1]);
		});
		this.renewCookiesAt = this.clock.instant().plus(Duration.ofMinutes(10));
	}

	private String[] ofBrowser() {
		String header = this.cookies.entrySet()
			.stream()
			.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
			.collect(Collectors.joining("; "));
		return new String[] { "Cookie", header, "X-XSRF-TOKEN", this.cookies.get("__Host-XSRF-TOKEN") };
	}

	private void remember(Answer answer) {
		this.userId = answer.userId();
		this.accessToken = answer.token();
		this.refreshToken = answer.refreshToken();
		this.deviceToken = answer.deviceToken();
		this.renewAt = this.clock.instant().plus(Duration.ofMinutes(10));
	}

	private Answer post(String path, Map<String, ?> body, String... headers) {
		return this.cluster.withAccounts(this.actions, (http) -> http.post(path, body, headers));
	}

	private String path() {
		return "/api/" + this.userId + "/items";
	}

	private String[] bearer() {
		return new String[] { "Authorization", "Bearer " + this.accessToken };
	}

	private Answer expect(int status, String request, Answer answer) {
		if (answer.status() != status) {
			this.failures.add("%s: %d %s".formatted(request, answer.status(), answer.text()));
		}
		return answer;
	}

}
