package io.github.jwtsecurity.test;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

import io.github.jwtsecurity.token.ConfiguredIssuer;
import io.github.jwtsecurity.token.SigningKey;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * A customizer that adds {@link TestTokens} to the application under test, and replaces
 * keys of other services. All customizers are equal, since their keys are generated for
 * each context, so that test classes can share a context.
 */
record TestTokensContextCustomizer() implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		TestKeys keys = new TestKeys();
		context.addApplicationListener((ApplicationListener<ContextClosedEvent>) (event) -> {
			if (event.getApplicationContext() == context) {
				keys.close();
			}
		});
		context.addBeanFactoryPostProcessor(new Registrar(context, keys));
	}

	/**
	 * A post-processor that sees the properties of all other customizers, and comes
	 * before the conditions of auto-configurations.
	 *
	 * @param context the context of the application under test
	 * @param keys the generated keys
	 */
	private record Registrar(ConfigurableApplicationContext context,
			TestKeys keys) implements BeanDefinitionRegistryPostProcessor {

		@Override
		public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
			KeySourceOverrides.apply(this.context.getEnvironment(), this.keys);
			RootBeanDefinition definition = new RootBeanDefinition(TestTokens.class, this::tokens);
			definition.setLazyInit(true);
			registry.registerBeanDefinition("jwtSecurityTestTokens", definition);
		}

		private TestTokens tokens() {
			return new TestTokens(this::issuers,
					this.context.getBeanProvider(Clock.class).getIfUnique(Clock::systemUTC));
		}

		/**
		 * Returns the issuers with their current keys, which rotate with a signing store.
		 */
		private List<TestIssuer> issuers() {
			return ConfiguredIssuer.all(this.context.getEnvironment())
				.stream()
				.map((issuer) -> new TestIssuer(issuer, key(issuer), this.keys))
				.toList();
		}

		private SigningKey key(ConfiguredIssuer issuer) {
			SigningKey generated = this.keys.of(issuer);
			return (generated != null) ? generated : Objects.requireNonNull(
					issuer.signingKey(this.context.getBeanFactory(), UserClaims.LIFETIME), "No key of " + issuer);
		}

	}

}
