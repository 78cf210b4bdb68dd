package io.github.jwtsecurity.token;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

/**
 * A property that has to be read before the bean of its {@link ConfigurationProperties}
 * record exists. The record declares the type and the default.
 *
 * @param name the full name
 * @param type the type, a boolean or an enum
 * @param defaultValue the text of the default
 */
record BoundProperty(String name, Class<?> type, String defaultValue) {

	/**
	 * Returns a property of a record, or of a record within the record.
	 * @param properties the record
	 * @param name the name below the prefix of the record, in kebab case
	 * @return the property
	 */
	static BoundProperty of(Class<? extends Record> properties, String name) {
		String prefix = MergedAnnotations.from(properties).get(ConfigurationProperties.class).getString("prefix");
		String[] path = name.split("\\.");
		Class<?> owner = properties;
		for (String ancestor : Arrays.copyOf(path, path.length - 1)) {
			owner = parameter(owner, ancestor).getType();
		}
		Parameter parameter = parameter(owner, path[path.length - 1]);
		DefaultValue defaultValue = parameter.getAnnotation(DefaultValue.class);
		Assert.state(defaultValue != null && defaultValue.value().length == 1,
				() -> "No single default of " + name + " in " + properties);
		return new BoundProperty(prefix + "." + name, parameter.getType(), defaultValue.value()[0]);
	}

	private static Parameter parameter(Class<?> type, String name) {
		Constructor<?> constructor = BeanUtils.getResolvableConstructor(type);
		int index = Stream.of(BeanUtils.getParameterNames(constructor))
			.map(DataObjectPropertyName::toDashedForm)
			.toList()
			.indexOf(name);
		Assert.state(index >= 0, () -> "No property " + name + " in " + type);
		return constructor.getParameters()[index];
	}

	/**
	 * Returns the value that is bound to the record.
	 * @param environment the application's environment
	 * @return the value, or the default if the property is not set
	 */
	Object value(Environment environment) {
		Object value = Binder.get(environment).bind(this.name, Bindable.of(this.type)).orElse(null);
		return (value != null) ? value : parse(this.defaultValue);
	}

	/**
	 * Converts a text as the value of the property is converted.
	 * @param text the text
	 * @return the value
	 */
	Object parse(String text) {
		Object value = ApplicationConversionService.getSharedInstance().convert(text, this.type);
		Assert.state(value != null, () -> "No value of " + this.name + ": " + text);
		return value;
	}

}
