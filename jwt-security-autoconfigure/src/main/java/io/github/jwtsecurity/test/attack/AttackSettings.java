package io.github.jwtsecurity.test.attack;

import java.util.HashMap;
import java.util.Map;

import io.github.jwtsecurity.test.attack.AccountClient.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a kit.
 *
 * @param owner the user id of the owner
 * @param other the user id of another user
 * @param basePath the base path of the endpoints for accounts
 * @param credentials the credentials of an account, {@code null} to sign up
 * @param exceptions the reasons why attacks are not run, by the names of the attacks
 */
record AttackSettings(String owner, String other, String basePath, @Nullable Credentials credentials,
		Map<String, String> exceptions) {

	/** UUIDs, since path variables of most types accept them. */
	static final AttackSettings DEFAULT = new AttackSettings("00000000-0000-4000-8000-00000000000a",
			"00000000-0000-4000-8000-00000000000b", "/api/auth", null, Map.of());

	AttackSettings withBasePath(String newBasePath) {
		return new AttackSettings(this.owner, this.other, newBasePath, this.credentials, this.exceptions);
	}

	AttackSettings withUsers(String newOwner, String newOther) {
		return new AttackSettings(newOwner, newOther, this.basePath, this.credentials, this.exceptions);
	}

	AttackSettings withAccount(String email, String password) {
		return new AttackSettings(this.owner, this.other, this.basePath, new Credentials(email, password),
				this.exceptions);
	}

	AttackSettings withException(String name, String reason) {
		Map<String, String> all = new HashMap<>(this.exceptions);
		all.put(name, reason);
		return new AttackSettings(this.owner, this.other, this.basePath, this.credentials, Map.copyOf(all));
	}

	AccountAttacks accounts() {
		return new AccountAttacks(this.basePath, this.credentials);
	}

}
