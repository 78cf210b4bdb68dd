package io.github.jwtsecurity.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

/**
 * The settings with which the conditions of the library were evaluated when the
 * application was processed ahead of time. Conditions are not evaluated again at run
 * time, so a setting that has changed since then would have no effect, and the
 * application does not start.
 *
 * @hidden
 */
public final class BuildTimeConditions implements BeanFactoryPostProcessor {

	private static final String BEAN = "jwtSecurityBuildTimeConditions";

	private static final String KEY_SOURCE = "the key source";

	private static final List<String> TRUE = List.of("true", "on", "yes", "1");

	private static final List<String> FALSE = List.of("false", "off", "no", "0");

	private final Map<String, String> defaults;

	private final Map<String, String> recorded;

	/**
	 * Creates the settings of a build.
	 * @param defaults the defaults of properties by name, without those that only matter
	 * if they are set
	 * @param recorded the values at build time by name
	 */
	BuildTimeConditions(Map<String, String> defaults, Map<String, String> recorded) {
		this.defaults = defaults;
		this.recorded = recorded;
	}

	/**
	 * Records the value of a property.
	 */
	static void recordValue(ConditionContext context, String property, String defaultValue) {
		record(context, property, defaultValue);
	}

	/**
	 * Records the sources of keys.
	 */
	static void recordKeySource(ConditionContext context) {
		record(context, KEY_SOURCE, null);
	}

	/**
	 * Records whether a property is set, as a text or as a list.
	 * @param context the context of a condition
	 * @param property the name of the property
	 */
	public static void recordPresence(ConditionContext context, String property) {
		record(context, property, null);
	}

	private static void record(ConditionContext context, String name, @Nullable String defaultValue) {
		if (!Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return;
		}
		BeanDefinition definition = definition(context.getRegistry());
		if (defaultValue != null) {
			argument(definition, 0).put(name, defaultValue);
		}
		argument(definition, 1).put(name, value(context.getEnvironment(), name, defaultValue));
	}

	private static BeanDefinition definition(BeanDefinitionRegistry registry) {
		if (!registry.containsBeanDefinition(BEAN)) {
			RootBeanDefinition definition = new RootBeanDefinition(BuildTimeConditions.class);
			definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
			definition.getConstructorArgumentValues().addIndexedArgumentValue(0, new LinkedHashMap<String, String>());
			definition.getConstructorArgumentValues().addIndexedArgumentValue(1, new LinkedHashMap<String, String>());
			registry.registerBeanDefinition(BEAN, definition);
		}
		return registry.getBeanDefinition(BEAN);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> argument(BeanDefinition definition, int index) {
		var argument = definition.getConstructorArgumentValues().getIndexedArgumentValues().get(index);
		Assert.state(argument != null && argument.getValue() != null, "The definition must have two arguments");
		return (Map<String, String>) argument.getValue();
	}

	/**
	 * Returns a text that is the same for all notations of a value.
	 */
	private static String value(Environment environment, String name, @Nullable String defaultValue) {
		if (name.equals(KEY_SOURCE)) {
			return KeySource.all(environment).toList().toString();
		}
		Binder binder = Binder.get(environment);
		if (defaultValue == null) {
			boolean set = KeySource.isSet(binder, name)
					|| !binder.bind(name, Bindable.listOf(String.class)).orElse(List.of()).isEmpty();
			return set ? "set" : "not set";
		}
		String text = binder.bind(name, String.class).orElse(defaultValue).strip().toLowerCase(Locale.ROOT);
		if (TRUE.contains(text)) {
			return "true";
		}
		return FALSE.contains(text) ? "false" : text.replace('_', '-');
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		Environment environment = beanFactory.getBean(Environment.class);
		this.recorded.forEach((name, atBuildTime) -> {
			String now = value(environment, name, this.defaults.get(name));
			if (!now.equals(atBuildTime)) {
				throw new ChangedConditionException(name, atBuildTime, now);
			}
		});
	}

}
