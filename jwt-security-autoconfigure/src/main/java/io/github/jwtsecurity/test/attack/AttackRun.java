package io.github.jwtsecurity.test.attack;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of all attacks on one path.
 */
final class AttackRun {

	private static final List<AttackGroup> GROUPS = List.of(new CarrierAttacks(), new UnsignedTokenAttacks(),
			new SignatureAttacks(), new CurveAttacks(), new AlgorithmAttacks(), new KeyIdAttacks(),
			new EmbeddedKeyAttacks(), new TextAttacks(), new JsonAttacks(), new TimeAttacks(), new UserIdAttacks(),
			new TokenKindAttacks(), new PathAttacks());

	private final AttackTarget target;

	private final AccountAttacks accounts;

	private final Map<String, String> exceptions;

	/**
	 * Creates a run.
	 * @param target the attacked path
	 * @param accounts the attacks on the endpoints for accounts
	 * @param exceptions the reasons why attacks are not run, by the names of the attacks
	 */
	AttackRun(AttackTarget target, AccountAttacks accounts, Map<String, String> exceptions) {
		this.target = target;
		this.accounts = accounts;
		this.exceptions = exceptions;
	}

	/**
	 * Runs the attacks. Before and after them, valid tokens have to be accepted, since an
	 * application that refuses everything would pass.
	 * @return the report
	 * @throws AssertionError if a valid token is not accepted
	 */
	AttackReport report() {
		requireAcceptance("before");
		List<Attack> attacks = Stream.concat(GROUPS.stream(), Stream.of(this.accounts))
			.flatMap((group) -> group.attacks(this.target).stream())
			.toList();
		requireNames(attacks.stream().map(Attack::name).collect(Collectors.toSet()));
		List<AttackResult> results = attacks.stream().map(this::withException).map(Attack::run).toList();
		requireAcceptance("after");
		return new AttackReport(
				"GET %s over %s".formatted(this.target.path().text(), this.target.service().transport()), results);
	}

	private Attack withException(Attack attack) {
		String reason = this.exceptions.get(attack.name());
		return (reason != null) ? attack.except(reason) : attack;
	}

	private void requireNames(Set<String> names) {
		this.exceptions.keySet().forEach((name) -> {
			if (!names.contains(name)) {
				throw new AssertionError("There is no attack with the name '%s'. The names are: %s".formatted(name,
						names.stream().sorted().collect(Collectors.joining(", "))));
			}
		});
	}

	private void requireAcceptance(String moment) {
		requireAcceptance(this.target.owner(), this.target.own().bearer(this.target.tokens().valid()), moment);
		if (this.target.hasUserId()) {
			String token = this.target.tokens().of(this.target.other());
			requireAcceptance(this.target.other(), this.target.others().bearer(token), moment);
		}
	}

	private void requireAcceptance(String userId, AttackRequest request, String moment) {
		AttackResponse response = this.target.send(request);
		if (!response.isSuccessful()) {
			throw new AssertionError(("%s got %d %s the attacks, with a valid token of the user %s. An attack proves"
					+ " something only if the path is served for valid tokens. Check the path, and whether the"
					+ " application has data of this user; withUsers changes the users.")
				.formatted(request, response.status(), moment, userId));
		}
	}

}
