package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * The version of this library, in a file that the build writes. The manifest has it too,
 * but is missing if the classes are run from a directory, from another JAR or from a
 * native image.
 */
final class LibraryVersion {

	/** The location of the file in the class path. */
	static final String LOCATION = "io/github/jwtsecurity/endpoint/version.properties";

	private LibraryVersion() {
	}

	static String read() {
		try {
			Properties properties = PropertiesLoaderUtils
				.loadProperties(new ClassPathResource(LOCATION, LibraryVersion.class.getClassLoader()));
			return Objects.requireNonNull(properties.getProperty("version"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
