package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.jwtsecurity.test.attack.AccountClient.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * Attacks on the endpoints for accounts, with an account of their own.
 */
final class AccountAttacks implements AttackGroup {

	private final String basePath;

	private final @Nullable Credentials credentials;

	/**
	 * Creates the attacks.
	 * @param basePath the base path of the endpoints
	 * @param credentials the credentials of an account, {@code null} to sign up
	 */
	AccountAttacks(String basePath, @Nullable Credentials credentials) {
		this.basePath = basePath;
		this.credentials = credentials;
	}

	@Override
	public List<Attack> attacks(AttackTarget target) {
		AccountClient client = new AccountClient(target.service(), this.basePath);
		if (!client.exists()) {
			return skipped("there are no endpoints for accounts at `%s`; withAccountsAt changes the path"
				.formatted(this.basePath));
		}
		Credentials account = this.credentials;
		if (account == null) {
			account = new Credentials("attack-kit-" + UUID.randomUUID() + "@example.com", "Aa1-" + UUID.randomUUID());
			int status = client.signUp(account).status();
			if (status != 201) {
				return skipped("the signup got %d, so withAccount has to give an account".formatted(status));
			}
		}
		List<Attack> attacks = new ArrayList<>(new SessionAttacks(client, account).attacks());
		attacks.addAll(new CrossSiteAttacks(client, account).attacks());
		return attacks;
	}

	private static List<Attack> skipped(String reason) {
		return Stream.concat(SessionAttacks.FAMILIES.stream(), Stream.of(CrossSiteAttacks.FAMILY))
			.map((family) -> family.skipped("all attacks", reason))
			.toList();
	}

}
