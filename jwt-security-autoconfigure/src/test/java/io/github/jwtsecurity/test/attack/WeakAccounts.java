package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.github.jwtsecurity.test.attack.AttackRequest.Header;

/**
 * Endpoints for accounts that accept every token and every page.
 */
final class WeakAccounts implements Service {

	private final boolean cookies;

	WeakAccounts(boolean cookies) {
		this.cookies = cookies;
	}

	@Override
	public AttackResponse send(AttackRequest request) {
		String endpoint = request.target().split("\\?")[0].replace("/api/auth", "");
		if (endpoint.equals("/refresh") && request.body().equals("{\"refresh_token\":\"x\"}")) {
			return new AttackResponse(401, List.of(), "{\"code\":\"invalid_refresh_token\"}");
		}
		return switch (endpoint) {
			case "/signup" -> tokens(201, false);
			case "/login" -> tokens(200, this.cookies && request.body().contains("\"cookie\""));
			case "/refresh" -> tokens(200, request.body().isEmpty());
			default -> new AttackResponse(200, List.of(), "");
		};
	}

	@Override
	public String transport() {
		return "a function";
	}

	private static AttackResponse tokens(int status, boolean inCookies) {
		List<Header> headers = new ArrayList<>();
		if (inCookies) {
			for (String name : List.of("access_token", "refresh_token", "XSRF-TOKEN")) {
				headers.add(new Header("Set-Cookie", "__Host-" + name + "=" + UUID.randomUUID() + "; Secure"));
			}
		}
		return new AttackResponse(status, headers, inCookies ? "{}"
				: "{\"access_token\":\"%s\",\"refresh_token\":\"%s\"}".formatted(UUID.randomUUID(), UUID.randomUUID()));
	}

}
