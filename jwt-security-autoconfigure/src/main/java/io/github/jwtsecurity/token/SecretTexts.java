package io.github.jwtsecurity.token;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.PropertyPlaceholderHelper;
import org.springframework.util.StringUtils;
import org.springframework.util.SystemPropertyUtils;

/**
 * The secrets of an application, with the names and values of all properties that their
 * placeholders refer to. An instance holds secrets and must not be logged.
 */
final class SecretTexts {

	private static final PropertyPlaceholderHelper PLACEHOLDERS = new PropertyPlaceholderHelper(
			SystemPropertyUtils.PLACEHOLDER_PREFIX, SystemPropertyUtils.PLACEHOLDER_SUFFIX,
			SystemPropertyUtils.VALUE_SEPARATOR, SystemPropertyUtils.ESCAPE_CHARACTER, true);

	private static final Pattern NOT_UNIFORM = Pattern.compile("[^\\p{L}\\p{N}]");

	/**
	 * The minimum length of a part of a secret that is searched for. Shorter parts, such
	 * as a single letter, occur in any text.
	 */
	private static final int SHORTEST_PART_OF_TEXT = 8;

	private final ConfigurableEnvironment environment;

	private final Set<String> names = new HashSet<>();

	private final Set<String> values = new HashSet<>();

	private SecretTexts(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	/**
	 * Collects the secrets of an application.
	 * @param environment the application's environment
	 * @return the secrets and the texts that they consist of
	 */
	static SecretTexts of(ConfigurableEnvironment environment) {
		SecretTexts texts = new SecretTexts(environment);
		texts.addValuesInUse();
		properties(environment).forEach((name) -> {
			texts.names.add(uniform(name.toString()));
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
				texts.addSecret(source, name);
			}
		});
		return texts;
	}

	private static Stream<ConfigurationPropertyName> properties(Environment environment) {
		return Stream.of(SecretProperty.values()).flatMap((secret) -> secret.names(environment).stream());
	}

	/**
	 * Returns whether a property holds a secret or a part of one.
	 * @param name the name of the property, in any notation
	 */
	boolean hasName(String name) {
		return this.names.contains(uniform(name));
	}

	/**
	 * Returns whether a text contains a secret or a part of one.
	 * @param text the text
	 */
	boolean isIn(String text) {
		return this.values.stream()
			.anyMatch((value) -> (value.length() < SHORTEST_PART_OF_TEXT) ? text.equals(value)
					: text.contains(value) || text.contains(toJson(value)));
	}

	/**
	 * Adds the secrets as they are bound, and all properties to which their placeholders
	 * refer.
	 */
	private void addValuesInUse() {
		Recorder recorder = new Recorder(this.environment);
		Binder binder = new Binder(ConfigurationPropertySources.get(this.environment), recorder);
		Set<String> secrets = new HashSet<>();
		properties(this.environment).forEach((name) -> {
			binder.bind(name, Bindable.of(String.class)).ifBound(secrets::add);
			binder.bind(name, Bindable.listOf(String.class)).ifBound(secrets::addAll);
		});
		secrets.forEach(this::addValue);
		Map.copyOf(recorder.found).forEach((name, raw) -> {
			addName(name);
			String value = String.valueOf(recorder.resolvePlaceholders(raw));
			if (secrets.stream().anyMatch((secret) -> secret.contains(value))) {
				addValue(value);
			}
		});
	}

	private void addValue(String value) {
		String text = Secret.withoutPrefix(value).strip();
		if (StringUtils.hasText(text)) {
			this.values.add(text);
		}
	}

	/**
	 * Adds the values of a secret and of its elements in one source, even if another
	 * source overrides them.
	 */
	private void addSecret(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		addProperty(source, name);
		for (int i = 0; addProperty(source, name.append("[" + i + "]")); i++) {
			// The loop ends after the last element of this source.
		}
	}

	private boolean addProperty(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		if (property != null) {
			this.names.add(uniform(name.toString()));
			if (property.getOrigin() instanceof PropertySourceOrigin origin) {
				this.names.add(uniform(origin.getPropertyName()));
			}
			addPlaceholders(property.getValue());
		}
		return property != null;
	}

	/**
	 * Adds all placeholders, including those in unused defaults. No placeholder is
	 * replaced.
	 */
	private void addPlaceholders(Object raw) {
		PLACEHOLDERS.replacePlaceholders(raw.toString(), (name) -> {
			addName(name);
			return null;
		});
	}

	private void addName(String name) {
		if (!this.names.add(uniform(name))) {
			return;
		}
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			Object raw = source.getProperty(name);
			if (raw != null) {
				addPlaceholders(raw);
			}
		}
		if (ConfigurationPropertyName.isValid(name)) {
			ConfigurationPropertyName property = ConfigurationPropertyName.of(name);
			ConfigurationPropertySources.get(this.environment).forEach((source) -> addProperty(source, property));
		}
	}

	/**
	 * Returns the same text for all notations of a name, such as {@code some.var-name}
	 * and {@code SOME_VARNAME}.
	 */
	private static String uniform(String name) {
		return NOT_UNIFORM.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
	}

	private static String toJson(String value) {
		return value.replace("\\", "\\\\").replace("\"", "\\\"");
	}

	/**
	 * A placeholder resolver of Spring Boot that records the properties that it finds.
	 */
	private static final class Recorder extends PropertySourcesPlaceholdersResolver {

		private final Map<String, String> found = new HashMap<>();

		private Recorder(ConfigurableEnvironment environment) {
			super(environment);
		}

		@Override
		protected @Nullable String resolvePlaceholder(String placeholder) {
			String raw = super.resolvePlaceholder(placeholder);
			if (raw != null) {
				this.found.put(placeholder, raw);
			}
			return raw;
		}

	}

}
