package io.github.jwtsecurity.token;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.github.jwtsecurity.TestCertificate;
import io.github.jwtsecurity.TestTokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the clients that fetch key sets: SSL bundles, proxies and customizers.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeySetHttpClientsTests {

	private static final OctetKeyPair KEY = SigningKeys.ed25519("a");

	private static final String TOKEN = SigningKeys.token(KEY, "EdDSA");

	@TempDir
	private static Path directory;

	private static TestCertificate certificate;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class, SslAutoConfiguration.class));

	@BeforeAll
	static void createCertificate() {
		certificate = TestCertificate.in(directory);
	}

	@Test
	void fetchWhenBundleTrustsTheIssuerThenKeys() {
		try (DocumentServer issuer = issuer()) {
			this.runner.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.origin() + "/keys").run((context) -> {
				assertUnavailable(context.getBean(JwtDecoder.class));
				assertThat(issuer.requests()).isEmpty();
			});
			this.runner
				.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.origin() + "/keys",
						"jwt-security.jwk-set.ssl-bundle=issuer",
						"spring.ssl.bundle.jks.issuer.truststore.location=" + certificate.keyStore().toUri(),
						"spring.ssl.bundle.jks.issuer.truststore.password=" + TestCertificate.PASSWORD,
						"spring.ssl.bundle.jks.issuer.truststore.type=PKCS12")
				.run((context) -> assertAccepted(context.getBean(JwtDecoder.class)));
		}
	}

	@Test
	void fetchWhenBundleOfAnEntryThenOnlyForItsKeySet() {
		try (DocumentServer issuer = issuer(); DocumentServer other = issuer()) {
			DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
			bundles.registerBundle("issuer", bundle());
			this.runner.withBean(DefaultSslBundleRegistry.class, () -> bundles)
				.withPropertyValues("jwt-security.jwk-set-uri=" + other.origin() + "/keys",
						"jwt-security.issuers.a.issuer=https://a.example",
						"jwt-security.issuers.a.jwk-set-uri=" + issuer.origin() + "/keys",
						"jwt-security.issuers.a.user-id-prefix=a:", "jwt-security.issuers.a.jwk-set.ssl-bundle=issuer")
				.run((context) -> {
					List<FetchedKeySet> keySets = context.getBean(TrustedIssuers.class).keySets();
					assertThat(keySets).extracting(FetchedKeySet::issuer).containsExactly("home", "a");
					assertThat(keySets.get(0).verifier().hasKeys()).isFalse();
					assertThat(keySets.get(1).verifier().hasKeys()).isTrue();
				});
		}
	}

	@Test
	void fetchWhenBundleIsReloadedThenNewOneIsUsed(CapturedOutput output) {
		try (DocumentServer issuer = issuer()) {
			DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
			bundles.registerBundle("issuer", SslBundle.of(SslStoreBundle.of(null, null, emptyStore())));
			this.runner.withBean(DefaultSslBundleRegistry.class, () -> bundles)
				.withPropertyValues("jwt-security.jwk-set-uri=" + issuer.origin() + "/keys",
						"jwt-security.jwk-set.ssl-bundle=issuer", "jwt-security.jwk-set.min-fetch-interval=1ms")
				.run((context) -> {
					JwtDecoder decoder = context.getBean(JwtDecoder.class);
					assertUnavailable(decoder);
					bundles.updateBundle("issuer", bundle());
					assertThat(output).contains("The SSL bundle 'issuer' was reloaded");
					Awaitility.await()
						.ignoreException(KeysUnavailableException.class)
						.untilAsserted(() -> assertAccepted(decoder));
				});
		}
	}

	@Test
	void startWhenBundleOfAFurtherIssuerIsMissingThenNamesItsProperty() {
		this.runner
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.issuers.shop.issuer=shop",
					"jwt-security.issuers.shop.jwk-set-uri=https://shop.example/keys",
					"jwt-security.issuers.shop.user-id-prefix=shop:",
					"jwt-security.issuers.shop.jwk-set.ssl-bundle=absent")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(KeyConfigurationException.class)
				.hasMessageContaining("jwt-security.issuers.shop.jwk-set.ssl-bundle is 'absent'"));
	}

	@Test
	void startWhenBundleIsMissingThenNamesIt() {
		this.runner
			.withPropertyValues("jwt-security.jwk-set-uri=https://issuer.example/keys",
					"jwt-security.jwk-set.ssl-bundle=absent")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(KeyConfigurationException.class)
				.hasMessageContaining("jwt-security.jwk-set.ssl-bundle is 'absent'"));
	}

	@Test
	void fetchWhenCustomizerSetsAProxyThenThroughTheProxy() {
		try (DocumentServer proxy = new DocumentServer()) {
			proxy.document("/keys", new JWKSet(KEY.toPublicJWK()).toString());
			InetSocketAddress address = new InetSocketAddress("localhost", URI.create(proxy.origin()).getPort());
			this.runner
				.withBean(KeySetHttpClientCustomizer.class, () -> (builder) -> builder.proxy(ProxySelector.of(address)))
				.withPropertyValues("jwt-security.jwk-set-uri=http://issuer.invalid/keys")
				.run((context) -> {
					assertAccepted(context.getBean(JwtDecoder.class));
					assertThat(proxy.requests()).containsExactly("/keys");
				});
		}
	}

	private static DocumentServer issuer() {
		DocumentServer issuer = new DocumentServer(serverContext());
		issuer.document("/keys", new JWKSet(KEY.toPublicJWK()).toString());
		return issuer;
	}

	private static SSLContext serverContext() {
		try {
			KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			factory.init(store(), TestCertificate.PASSWORD.toCharArray());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(factory.getKeyManagers(), null, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SslBundle bundle() {
		return SslBundle.of(SslStoreBundle.of(null, null, trustStore()));
	}

	private static KeyStore trustStore() {
		try {
			KeyStore trusted = emptyStore();
			trusted.setCertificateEntry("localhost", store().getCertificate("localhost"));
			return trusted;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns a store that trusts a certificate of nobody, since Java refuses an empty
	 * one.
	 */
	private static KeyStore emptyStore() {
		try {
			KeyStore empty = KeyStore.getInstance("PKCS12");
			empty.load(null, null);
			return empty;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyStore store() {
		try (InputStream input = Files.newInputStream(certificate.keyStore())) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(input, TestCertificate.PASSWORD.toCharArray());
			return store;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertAccepted(JwtDecoder decoder) {
		assertThat(decoder.decode(TOKEN).getClaimAsString("user_id")).isEqualTo("alice");
	}

	private static void assertUnavailable(JwtDecoder decoder) {
		assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> decoder.decode(TOKEN));
	}

}
