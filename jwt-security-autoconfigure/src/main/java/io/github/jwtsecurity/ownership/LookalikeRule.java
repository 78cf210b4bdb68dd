package io.github.jwtsecurity.ownership;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule that finds path variables that look like a user id but are not guarded. Case and
 * punctuation are ignored.
 */
final class LookalikeRule {

	private static final Set<String> NAMES = Set.of("uid", "user", "username", "accountid", "ownerid", "customerid",
			"memberid", "profileid");

	private static final List<String> ENDINGS = List.of("userid", "usrid", "useruuid");

	/** The pattern of an {@code {id}} directly below a segment that names people. */
	private static final Pattern ID_OF_PEOPLE = Pattern.compile(
			"/(?:users|accounts|customers|members|owners|people|profiles)/[^/{]*\\{\\*?(_?id_?)[:}]",
			Pattern.CASE_INSENSITIVE);

	private final Set<String> guardedVariables;

	private final Set<String> names;

	LookalikeRule(Collection<String> guardedVariables) {
		this.guardedVariables = Set.copyOf(guardedVariables);
		this.names = Stream.concat(guardedVariables.stream(), NAMES.stream())
			.map(LookalikeRule::normalize)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Returns the first variable of a pattern that looks like a user id.
	 * @param pattern the path pattern
	 * @return the name of the variable, empty if there is none
	 */
	Optional<String> find(String pattern) {
		return PathVariables.in(pattern)
			.stream()
			.filter((variable) -> !this.guardedVariables.contains(variable) && isLookalike(normalize(variable)))
			.findFirst()
			.or(() -> idOfPeople(pattern));
	}

	/**
	 * Returns whether a name is one of the guarded variables or looks like a user id, or
	 * like several user ids, as {@code userIds} does.
	 * @param name the name of a value that is not a path variable
	 */
	boolean isUserId(String name) {
		String normalized = normalize(name);
		return this.guardedVariables.contains(name) || isLookalike(normalized)
				|| (normalized.endsWith("ids") && isLookalike(normalized.substring(0, normalized.length() - 1)));
	}

	private boolean isLookalike(String normalized) {
		return this.names.contains(normalized) || ENDINGS.stream().anyMatch(normalized::endsWith);
	}

	private Optional<String> idOfPeople(String pattern) {
		Matcher matcher = ID_OF_PEOPLE.matcher(pattern);
		return matcher.find() ? Optional.of(matcher.group(1)).filter((name) -> !this.guardedVariables.contains(name))
				: Optional.empty();
	}

	private static String normalize(String variable) {
		return variable.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

}
