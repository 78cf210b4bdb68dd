package io.github.jwtsecurity.test;

import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.util.StringUtils;

/**
 * The directory of the reports about the application under test: a directory below that
 * of the build, or the directory of the system property
 * {@code jwt-security.test.report-directory}.
 *
 * @hidden
 */
public final class ReportDirectory {

	private static final String PROPERTY = "jwt-security.test.report-directory";

	private ReportDirectory() {
	}

	/**
	 * Returns the path of a report.
	 * @param name the name of its file
	 * @return the path in the directory, which may not exist yet
	 */
	public static Path file(String name) {
		return directory().resolve(name);
	}

	/**
	 * Returns the directory. Maven and Gradle run tests in the directory of the module,
	 * which has the build script.
	 */
	private static Path directory() {
		String configured = System.getProperty(PROPERTY);
		if (StringUtils.hasText(configured)) {
			return Path.of(configured);
		}
		boolean gradle = Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts"));
		return Path.of((gradle && !Files.exists(Path.of("pom.xml"))) ? "build" : "target", "jwt-security");
	}

}
