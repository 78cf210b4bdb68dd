package io.github.jwtsecurity.token;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/**
 * A class loader that loads the library again, as if Bouncy Castle were not on the class
 * path.
 */
final class WithoutBouncyCastle extends ClassLoader {

	private static final String LIBRARY = "io.github.jwtsecurity.";

	private WithoutBouncyCastle() {
		super(WithoutBouncyCastle.class.getClassLoader());
	}

	/**
	 * Creates an instance of a class that does not see Bouncy Castle.
	 * @param type a class with a constructor without parameters
	 */
	@SuppressWarnings("unchecked")
	static <T, R> Function<T, R> create(Class<? extends Function<T, R>> type) throws ReflectiveOperationException {
		var constructor = new WithoutBouncyCastle().loadClass(type.getName()).getDeclaredConstructor();
		constructor.setAccessible(true);
		return (Function<T, R>) constructor.newInstance();
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (name.startsWith("org.bouncycastle.")) {
			throw new ClassNotFoundException(name);
		}
		if (!name.startsWith(LIBRARY)) {
			return super.loadClass(name, resolve);
		}
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : define(name);
		}
	}

	private Class<?> define(String name) throws ClassNotFoundException {
		try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
			if (stream == null) {
				throw new ClassNotFoundException(name);
			}
			byte[] bytes = stream.readAllBytes();
			return defineClass(name, bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw new ClassNotFoundException(name, ex);
		}
	}

}
