package io.github.jwtsecurity.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.convert.DurationStyle;

/**
 * The arguments of the token doctor.
 *
 * @param mint whether a token is to be created instead of examined
 * @param userId the user id of the new token
 * @param email the email address of the new token
 * @param lifetime the lifetime of the new token
 * @param properties the properties of the application
 */
record DoctorOptions(boolean mint, String userId, String email, Duration lifetime, List<String> properties) {

	private static final String USAGE = "Usage: [check] [--property=value ...], with the token on the standard input,"
			+ " or: mint --user-id alice [--email alice@example.com] [--lifetime 1h] [--property=value ...]";

	private static final Set<String> COMMANDS = Set.of("check", "mint");

	private static final Set<String> NAMES = Set.of("--user-id", "--email", "--lifetime");

	/**
	 * Reads the arguments. They are not quoted in errors, because one of them may be a
	 * token.
	 * @throws IllegalArgumentException if the arguments are not those of the usage
	 */
	static DoctorOptions of(String... arguments) {
		List<String> commands = new ArrayList<>();
		List<String> properties = new ArrayList<>();
		Map<String, String> options = new HashMap<>();
		for (int i = 0; i < arguments.length; i++) {
			String[] parts = arguments[i].split("=", 2);
			if (NAMES.contains(parts[0])) {
				boolean attached = parts.length == 2;
				require(attached || i + 1 < arguments.length);
				options.put(parts[0], attached ? parts[1] : arguments[++i]);
			}
			else {
				(arguments[i].startsWith("--") ? properties : commands).add(arguments[i]);
			}
		}
		require(commands.isEmpty() || (commands.size() == 1 && COMMANDS.contains(commands.get(0))));
		boolean mint = commands.contains("mint");
		String userId = options.getOrDefault("--user-id", "");
		require(mint ? !userId.isBlank() : options.isEmpty());
		return new DoctorOptions(mint, userId, options.getOrDefault("--email", "test@example.com"),
				DurationStyle.detectAndParse(options.getOrDefault("--lifetime", "1h")), List.copyOf(properties));
	}

	private static void require(boolean condition) {
		if (!condition) {
			throw new IllegalArgumentException(USAGE);
		}
	}

}
