package io.github.jwtsecurity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Properties that are bound as in an application, so that a test names only those that it
 * sets.
 */
public final class TestProperties {

	private TestProperties() {
	}

	/**
	 * Binds properties.
	 * @param type the annotated type of the properties
	 * @param pairs the properties that are not the default, each as {@code name=value}
	 * without the prefix
	 * @return the properties
	 */
	public static <T> T bind(Class<T> type, String... pairs) {
		String prefix = type.getAnnotation(ConfigurationProperties.class).value();
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		for (String pair : pairs) {
			int equals = pair.indexOf('=');
			source.put(prefix + "." + pair.substring(0, equals), pair.substring(equals + 1));
		}
		return new Binder(source).bindOrCreate(prefix, type);
	}

}
