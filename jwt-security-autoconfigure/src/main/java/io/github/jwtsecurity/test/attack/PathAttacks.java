package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Attacks with the valid token of one user on the path of another user.
 */
final class PathAttacks implements AttackGroup {

	private static final AttackFamily OTHER = new AttackFamily("Path of another user", "OWASP API1:2023",
			Expectation.FORBIDDEN);

	private static final AttackFamily NOBODY = new AttackFamily("Path of another user, no token", "OWASP API1:2023",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily TWISTED = new AttackFamily("Twisted path of another user",
			"OWASP API1:2023; RFC 3986, section 6", Expectation.CLIENT_ERROR);

	@Override
	public List<Attack> attacks(AttackTarget target) {
		if (!target.hasUserId()) {
			return List.of(OTHER.skipped("the token of the owner", AttackTarget.NO_USER_ID),
					TWISTED.skipped("the path in other notations", AttackTarget.NO_USER_ID));
		}
		List<Attack> attacks = new ArrayList<>();
		AttackRequest others = target.others().bearer(target.tokens().valid());
		attacks.add(OTHER.attack("the token of the owner", () -> target.send(others)));
		attacks.add(NOBODY.attack("no token", () -> target.send(target.others())));
		for (String name : List.of("user_id", "userId")) {
			attacks.add(OTHER.attack("query parameter `" + name + "` with the owner",
					() -> target.send(others.query(name + "=" + target.owner()))));
		}
		for (String name : List.of("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Path")) {
			attacks.add(OTHER.attack("header `" + name + "` with the owner's path",
					() -> target.send(others.header(name, target.own().target()))));
		}
		attacks.add(OTHER.attack("header `X-User-Id` with the owner",
				() -> target.send(others.header("X-User-Id", target.owner()))));
		notations(target).forEach((notation) -> attacks.add(TWISTED.attack(notation.name(),
				() -> target.send(AttackRequest.get(notation.path()).bearer(target.tokens().valid())))));
		return attacks;
	}

	private static List<Notation> notations(AttackTarget target) {
		String owner = target.owner();
		String other = target.other();
		String first = "%%%02x".formatted((int) other.charAt(0));
		String rest = other.substring(1);
		UserPath path = target.path();
		return List.of(new Notation("percent encoding of a letter", path.of(first + rest)),
				new Notation("double percent encoding", path.of("%25" + first.substring(1) + rest)),
				new Notation("an encoded slash after the user id", path.of(other + "%2F")),
				new Notation("dot segments", path.of(owner + "/../" + other)),
				new Notation("encoded dot segments", path.of(owner + "/%2e%2e/" + other)),
				new Notation("dot segments with encoded slashes", path.of(owner + "%2F..%2F" + other)),
				new Notation("dot segments with encoded backslashes", path.of(owner + "%5C..%5C" + other)),
				new Notation("a single dot segment", path.of("./" + other)),
				new Notation("dot segments with a path parameter", path.of(owner + "/..;/" + other)),
				new Notation("a path parameter before dot segments", path.of(owner + ";/../" + other)),
				new Notation("a path parameter with the owner", path.of(other + ";" + owner)),
				new Notation("a path parameter `user_id`", path.of(other + ";user_id=" + owner)),
				new Notation("an encoded semicolon", path.of(other + "%3B" + owner)),
				new Notation("an empty segment before the user id", path.of("/" + other)),
				new Notation("an empty segment after the user id", path.of(other + "/")),
				new Notation("an empty segment at the beginning", "/" + path.of(other)),
				new Notation("a slash at the end", path.of(other) + "/"),
				new Notation("a file extension", path.of(other) + ".json"),
				new Notation("a path parameter at the end", path.of(other) + ";x=y"),
				new Notation("upper case of the path", path.upperCase(other)),
				new Notation("upper case of the user id", path.of(other.toUpperCase(Locale.ROOT))),
				new Notation("an encoded null character", path.of(other + "%00")),
				new Notation("an encoded null character before the owner", path.of(other + "%00" + owner)),
				new Notation("an encoded line break", path.of(other + "%0a")),
				new Notation("an encoded space", path.of(other + "%20")),
				new Notation("an invisible character", path.of(other + "%E2%80%8B")),
				new Notation("a backslash", path.of(owner + "\\..\\" + other)),
				new Notation("an overlong encoding of dots", path.of(owner + "/%C0%AE%C0%AE/" + other)),
				new Notation("a broken encoding", path.of(other + "%zz")),
				new Notation("the owner in a fragment", path.of(other) + "#" + path.of(owner)));
	}

	/**
	 * A notation of a path.
	 *
	 * @param name the name
	 * @param path the path
	 */
	private record Notation(String name, String path) {

	}

}
