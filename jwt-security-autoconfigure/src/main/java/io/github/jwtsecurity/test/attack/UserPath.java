package io.github.jwtsecurity.test.attack;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * A path with at most one variable, which stands for the user id.
 *
 * @param text the path, such as <code>/api/{user_id}/notes</code>
 */
record UserPath(String text) {

	private static final Pattern VARIABLE = Pattern.compile("\\{[^{}/]+}");

	UserPath {
		Assert.isTrue(text.matches("/[^?#]*"),
				() -> "A path begins with a slash and has no query or fragment, unlike " + text);
		Assert.isTrue(VARIABLE.matcher(text).results().count() <= 1,
				() -> "A path has at most one variable, for the user id. Replace the other variables of " + text
						+ " by values.");
	}

	boolean hasVariable() {
		return VARIABLE.matcher(this.text).find();
	}

	/**
	 * Returns the path of a user.
	 */
	String of(String userId) {
		return VARIABLE.matcher(this.text).replaceFirst(Matcher.quoteReplacement(userId));
	}

	/**
	 * Returns the path of a user in upper case, except for the user id.
	 */
	String upperCase(String userId) {
		return new UserPath(VARIABLE.matcher(this.text).replaceFirst("{0}").toUpperCase(Locale.ROOT)).of(userId);
	}

}
