package io.github.jwtsecurity.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.jwtsecurity.token.AccessTokenParameters;
import io.github.jwtsecurity.token.LogText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;

/**
 * The arguments of the token doctor.
 *
 * @param newToken the parameters of the token that is to be created, {@code null} if a
 * token is to be examined
 * @param properties the properties of the application
 */
record DoctorOptions(@Nullable AccessTokenParameters newToken, List<String> properties) {

	private static final String USAGE = "Usage: [check] [--property.name=value ...], with the token on the standard"
			+ " input, or: mint --user-id alice [--email alice@example.com] [--lifetime 1h] [--authorities read,write]"
			+ " [--property.name=value ...]";

	private static final Set<String> COMMANDS = Set.of("check", "mint");

	private static final Set<String> NAMES = Set.of("--user-id", "--email", "--lifetime", "--authorities");

	private static final int MAX_NAME_LENGTH = 32;

	/**
	 * Reads the arguments. Errors quote nothing but the names of options, because an
	 * argument may be a token.
	 * @throws IllegalArgumentException if the arguments are not those of the usage
	 */
	static DoctorOptions of(String... arguments) {
		List<String> commands = new ArrayList<>();
		List<String> properties = new ArrayList<>();
		Map<String, String> options = new TreeMap<>();
		for (int i = 0; i < arguments.length; i++) {
			String argument = arguments[i];
			String name = argument.split("=", 2)[0];
			if (NAMES.contains(name)) {
				boolean attached = argument.length() > name.length();
				require(attached || (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")),
						"There is no value for " + name + ". ");
				options.put(name, attached ? argument.substring(name.length() + 1) : arguments[++i]);
			}
			else {
				require(!name.startsWith("-") || name.contains("."),
						"Unknown option " + LogText.of(name, MAX_NAME_LENGTH) + ". ");
				(name.startsWith("--") ? properties : commands).add(argument);
			}
		}
		require(commands.isEmpty() || (commands.size() == 1 && COMMANDS.contains(commands.get(0))), "");
		boolean mint = commands.contains("mint");
		require(mint || options.isEmpty(), "Only mint has " + String.join(", ", options.keySet()) + ". ");
		return new DoctorOptions(mint ? newToken(options) : null, List.copyOf(properties));
	}

	private static AccessTokenParameters newToken(Map<String, String> options) {
		String userId = options.getOrDefault("--user-id", "");
		require(!userId.isBlank(), "There is no value for --user-id. ");
		return AccessTokenParameters
			.of(userId, options.getOrDefault("--email", "test@example.com"),
					lifetime(options.getOrDefault("--lifetime", "1h")))
			.withAuthorities(StringUtils.commaDelimitedListToSet(options.get("--authorities")));
	}

	private static Duration lifetime(String text) {
		try {
			return DurationStyle.detectAndParse(text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The value of --lifetime is not a duration. " + USAGE);
		}
	}

	private static void require(boolean condition, String problem) {
		if (!condition) {
			throw new IllegalArgumentException(problem + USAGE);
		}
	}

}
