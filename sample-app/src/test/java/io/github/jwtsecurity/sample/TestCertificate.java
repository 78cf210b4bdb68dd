package io.github.jwtsecurity.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for {@code localhost}, created by the JDK's keytool.
 *
 * @param certificate the path of the certificate, as PEM
 * @param privateKey the path of the key, as PEM
 * @param trust an SSL context that trusts only this certificate
 */
record TestCertificate(Path certificate, Path privateKey, SSLContext trust) {

	private static final String ALIAS = "localhost";

	private static final String PASSWORD = "of-this-test";

	static TestCertificate in(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
		KeyStore store = generate(directory.resolve("localhost.p12"));
		Certificate certificate = store.getCertificate(ALIAS);
		return new TestCertificate(write(directory.resolve("tls.crt"), "CERTIFICATE", certificate.getEncoded()),
				write(directory.resolve("tls.key"), "PRIVATE KEY",
						store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()),
				trust(certificate));
	}

	private static KeyStore generate(Path file) throws IOException, GeneralSecurityException, InterruptedException {
		String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
		Process process = new ProcessBuilder(keytool, "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname",
				"secp256r1", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-storetype", "PKCS12",
				"-storepass", PASSWORD, "-keystore", file.toString())
			.inheritIO()
			.start();
		if (process.waitFor() != 0) {
			throw new IllegalStateException("keytool failed");
		}
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(file)) {
			store.load(input, PASSWORD.toCharArray());
		}
		return store;
	}

	private static Path write(Path file, String type, byte[] content) throws IOException {
		String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
		return Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, base64));
	}

	private static SSLContext trust(Certificate certificate) throws IOException, GeneralSecurityException {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry(ALIAS, certificate);
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, factory.getTrustManagers(), null);
		return context;
	}

}
