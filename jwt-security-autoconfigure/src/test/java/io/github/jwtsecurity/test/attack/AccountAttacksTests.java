package io.github.jwtsecurity.test.attack;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the attacks on accounts with endpoints that refuse nothing.
 */
class AccountAttacksTests {

	@Test
	void runWhenEndpointsRefuseNothingThenEveryAttackGetsThrough() {
		assertThat(results(new WeakAccounts(true)))
			.allSatisfy((result) -> assertThat(result.outcome().verdict()).isEqualTo(Verdict.GOT_THROUGH))
			.hasSizeGreaterThan(20);
	}

	@Test
	void runWhenTokensAreNotInCookiesThenSkipsCrossSiteRequests() {
		assertThat(results(new WeakAccounts(false))).filteredOn(AttackResult::isSkipped)
			.singleElement()
			.hasToString("Forged cross-site request: a request with the cookies of the user, expected –, got tokens are"
					+ " not sent in cookies (RFC 9700, section 4.7; OWASP CSRF)");
	}

	@Test
	void runWhenThereAreNoEndpointsThenSkipsEachKind() {
		assertThat(results(new StubService((request) -> new AttackResponse(404, List.of(), "")))).hasSize(6)
			.allSatisfy((result) -> assertThat(result.outcome().got())
				.isEqualTo("there are no endpoints for accounts at `/api/auth`; withAccountsAt changes the path"));
	}

	@Test
	void runWhenNobodyCanSignUpThenNeedsAnAccount() {
		Service accounts = new WeakAccounts(false);
		Service closed = new StubService((request) -> request.target().endsWith("/signup")
				? new AttackResponse(403, List.of(), "") : accounts.send(request));
		assertThat(results(closed)).hasSize(6)
			.allSatisfy((result) -> assertThat(result.outcome().got())
				.isEqualTo("the signup got 403, so withAccount has to give an account"));
		assertThat(run(AttackSettings.DEFAULT.withAccount("alice@example.com", "secret"), closed))
			.filteredOn(AttackResult::isFailure)
			.isNotEmpty();
	}

	private static List<AttackResult> results(Service service) {
		return run(AttackSettings.DEFAULT, service);
	}

	private static List<AttackResult> run(AttackSettings settings, Service service) {
		SignedTokens tokens = new SignedTokens(KeyTokenSource.secret(), settings.owner());
		try (AttackerServer attacker = new AttackerServer("")) {
			return settings.accounts()
				.attacks(new AttackTarget(service, new UserPath("/"), settings.owner(), settings.other(), tokens,
						attacker))
				.stream()
				.map(Attack::run)
				.toList();
		}
	}

}
