package io.github.jwtsecurity.token;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureSpi;

/**
 * A provider of signature algorithms that accepts every signature, so that its use shows.
 */
final class AcceptingProvider extends Provider implements AutoCloseable {

	private AcceptingProvider(String... algorithms) {
		super("Accepting", "1", "Accepts every signature");
		for (String algorithm : algorithms) {
			putService(new AcceptingService(this, algorithm));
		}
	}

	/**
	 * Installs the provider before all others, until it is closed.
	 * @param algorithms the names of the algorithms
	 */
	static AcceptingProvider installFirst(String... algorithms) {
		return install(1, algorithms);
	}

	/**
	 * Installs the provider after all others, until it is closed.
	 * @param algorithms the names of the algorithms
	 */
	static AcceptingProvider installLast(String... algorithms) {
		return install(Security.getProviders().length + 1, algorithms);
	}

	private static AcceptingProvider install(int position, String... algorithms) {
		AcceptingProvider provider = new AcceptingProvider(algorithms);
		Security.insertProviderAt(provider, position);
		return provider;
	}

	@Override
	public void close() {
		Security.removeProvider(getName());
	}

	private static final class AcceptingService extends Service {

		private AcceptingService(Provider provider, String algorithm) {
			super(provider, "Signature", algorithm, AcceptingSignature.class.getName(), null, null);
		}

		@Override
		public Object newInstance(Object parameter) {
			return new AcceptingSignature();
		}

	}

	private static final class AcceptingSignature extends SignatureSpi {

		@Override
		protected void engineInitVerify(PublicKey publicKey) {
		}

		@Override
		protected void engineInitSign(PrivateKey privateKey) {
		}

		@Override
		protected void engineUpdate(byte value) {
		}

		@Override
		protected void engineUpdate(byte[] bytes, int offset, int length) {
		}

		@Override
		protected byte[] engineSign() {
			throw new UnsupportedOperationException();
		}

		@Override
		protected boolean engineVerify(byte[] signature) {
			return true;
		}

		@Override
		@Deprecated
		protected void engineSetParameter(String name, Object value) {
			throw new UnsupportedOperationException();
		}

		@Override
		@Deprecated
		protected Object engineGetParameter(String name) {
			throw new UnsupportedOperationException();
		}

	}

}
