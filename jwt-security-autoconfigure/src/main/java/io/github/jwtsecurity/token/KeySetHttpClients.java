package io.github.jwtsecurity.token;

import java.net.http.HttpClient;
import java.util.List;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.function.SingletonSupplier;

/**
 * A factory of the HTTP clients that fetch key sets. A client is created for its first
 * fetch, since it has threads, and again when its SSL bundle is reloaded.
 */
final class KeySetHttpClients {

	private static final Log logger = LogFactory.getLog(KeySetHttpClients.class);

	private final @Nullable SslBundles sslBundles;

	private final List<KeySetHttpClientCustomizer> customizers;

	KeySetHttpClients(@Nullable SslBundles sslBundles, List<KeySetHttpClientCustomizer> customizers) {
		this.sslBundles = sslBundles;
		this.customizers = customizers;
	}

	/**
	 * Returns the client for the key set of an issuer.
	 * @param properties the settings
	 * @param property the property with the name of the SSL bundle, named in errors
	 * @return a supplier of the client that is to be used now
	 * @throws KeyConfigurationException if the SSL bundle does not exist
	 */
	Supplier<HttpClient> get(KeySetProperties properties, String property) {
		String name = properties.sslBundle();
		if (name == null) {
			return SingletonSupplier.of(() -> create(properties, null));
		}
		return new Reloaded(properties, name, property);
	}

	private HttpClient create(KeySetProperties properties, @Nullable SslBundle bundle) {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(properties.connectTimeout());
		if (bundle != null) {
			builder.sslContext(bundle.createSslContext());
		}
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private SslBundles requireBundles(String name, String property) {
		if (this.sslBundles == null) {
			throw noBundle(name, property);
		}
		return this.sslBundles;
	}

	private static KeyConfigurationException noBundle(String name, String property) {
		return new KeyConfigurationException(
				"%s is '%s', but there is no SSL bundle of that name.".formatted(property, name),
				"Define it with spring.ssl.bundle.pem.%1$s or spring.ssl.bundle.jks.%1$s, or remove the property."
					.formatted(name));
	}

	/**
	 * A supplier of a client whose SSL bundle may be reloaded.
	 */
	private final class Reloaded implements Supplier<HttpClient> {

		private volatile SingletonSupplier<HttpClient> client;

		private Reloaded(KeySetProperties properties, String name, String property) {
			SslBundles bundles = requireBundles(name, property);
			try {
				SslBundle bundle = bundles.getBundle(name);
				this.client = SingletonSupplier.of(() -> create(properties, bundle));
				bundles.addBundleUpdateHandler(name, (updated) -> {
					this.client = SingletonSupplier.of(() -> create(properties, updated));
					logger.info("The SSL bundle '%s' was reloaded: key sets are fetched with it from now on"
						.formatted(name));
				});
			}
			catch (NoSuchSslBundleException ex) {
				throw noBundle(name, property);
			}
		}

		@Override
		public HttpClient get() {
			return this.client.obtain();
		}

	}

}
