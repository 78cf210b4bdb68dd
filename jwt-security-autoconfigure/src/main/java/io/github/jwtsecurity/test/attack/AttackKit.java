package io.github.jwtsecurity.test.attack;

import java.nio.file.Path;

import io.github.jwtsecurity.test.TestTokens;

import org.springframework.test.web.servlet.MockMvc;

/**
 * A kit of attacks with forged, changed and misused tokens on an application, for a test
 * of the application:
 *
 * <pre class="code">
 * AttackKit.of(mockMvc, tokens).attack("/api/{user_id}/notes");
 * </pre>
 *
 * <p>
 * The test fails if an attack gets through. All attacks and their results are in the file
 * {@code jwt-security/attacks.md} in the directory of the build.
 */
public final class AttackKit {

	private final Service service;

	private final TokenSource tokens;

	private final AttackSettings settings;

	AttackKit(Service service, TokenSource tokens, AttackSettings settings) {
		this.service = service;
		this.tokens = tokens;
		this.settings = settings;
	}

	/**
	 * Creates a kit for an application that is called without a server.
	 * @param mockMvc the application, with its security filters
	 * @param tokens the tokens of the application
	 * @return the kit
	 */
	public static AttackKit of(MockMvc mockMvc, TestTokens tokens) {
		return new AttackKit(new MockMvcService(mockMvc), TestTokenSource.of(tokens), AttackSettings.DEFAULT);
	}

	/**
	 * Creates a kit for an application with a server. More attacks are possible than
	 * without a server.
	 * @param url the address, such as {@code http://localhost:8080}, with the context
	 * path if there is one
	 * @param tokens the tokens of the application
	 * @return the kit
	 */
	public static AttackKit of(String url, TestTokens tokens) {
		return new AttackKit(new HttpService(url), TestTokenSource.of(tokens), AttackSettings.DEFAULT);
	}

	/**
	 * Returns a kit with another base path of the endpoints for accounts.
	 * @param basePath the value of {@code jwt-security.accounts.base-path}. The default
	 * is the default of that property
	 * @return the kit
	 */
	public AttackKit withAccountsAt(String basePath) {
		return new AttackKit(this.service, this.tokens, this.settings.withBasePath(basePath));
	}

	/**
	 * Returns a kit with other users. The default user ids are UUIDs that no user has.
	 * @param owner the user id of the user whose token is misused
	 * @param other the user id of another user
	 * @return the kit
	 */
	public AttackKit withUsers(String owner, String other) {
		return new AttackKit(this.service, this.tokens, this.settings.withUsers(owner, other));
	}

	/**
	 * Returns a kit with an account of the application, for an application in which
	 * nobody can sign up, or log in immediately afterwards.
	 * @param email the email address of the account
	 * @param password the password of the account
	 * @return the kit
	 */
	public AttackKit withAccount(String email, String password) {
		return new AttackKit(this.service, this.tokens, this.settings.withAccount(email, password));
	}

	/**
	 * Returns a kit that skips attacks which the application is meant to allow. The
	 * report lists these attacks with the reason.
	 * @param name the name of the attacks in the report, such as {@code "Two tokens"}
	 * @param reason the reason
	 * @return the kit
	 */
	public AttackKit except(String name, String reason) {
		return new AttackKit(this.service, this.tokens, this.settings.withException(name, reason));
	}

	/**
	 * Attacks a path, and the endpoints for accounts if the application has them. The
	 * path must respond with success to a {@code GET} with a valid token.
	 * @param path the path, in which the variable for the user id has braces, such as
	 * <code>/api/{user_id}/notes</code>
	 * @throws AssertionError if an attack gets through, or if valid tokens are refused
	 */
	public void attack(String path) {
		AttackReport report = report(path);
		Path file = ReportFile.write(report);
		if (!report.failures().isEmpty()) {
			throw new AssertionError(report.message() + "\nAll attacks are in " + file);
		}
	}

	/**
	 * Attacks a path.
	 * @return the report of all attacks
	 */
	AttackReport report(String path) {
		String owner = this.settings.owner();
		SignedTokens signed = new SignedTokens(this.tokens, owner);
		try (AttackerServer attacker = new AttackerServer("{\"keys\":[" + signed.attacker().jwk() + "]}")) {
			AttackTarget target = new AttackTarget(this.service, new UserPath(path), owner, this.settings.other(),
					signed, attacker);
			return new AttackRun(target, this.settings.accounts(), this.settings.exceptions()).report();
		}
	}

}
