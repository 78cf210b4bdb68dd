package io.github.jwtsecurity.doctor;

import java.io.PrintStream;

/**
 * A program that examines a token from the standard input with the configuration of an
 * application, or creates a token for development. The exit code is 0 if the token is
 * accepted, 1 if it is refused, and 2 if the command or the configuration cannot be used
 * or the keys are not available.
 */
public final class TokenDoctorApplication {

	private TokenDoctorApplication() {
	}

	/**
	 * Runs the program. Its result is the only text on the standard output. The log is on
	 * the standard error.
	 * @param arguments the command, {@code check} (default) or {@code mint}, its options,
	 * and properties of the application such as {@code --spring.profiles.active=prod}
	 */
	public static void main(String[] arguments) {
		PrintStream output = System.out;
		System.setOut(System.err);
		System.exit(new DoctorCommand(System.in, output, System.err).run(arguments));
	}

}
