package io.github.jwtsecurity.endpoint;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

import io.github.jwtsecurity.account.AccountRepository;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * A store of accounts that refuses to replace a hash once, as if another request had
 * replaced it in the same instant.
 */
class RefusedHashes implements BeanPostProcessor {

	private final AtomicReference<String> refused = new AtomicReference<>();

	/**
	 * Refuses the next hash with a prefix.
	 */
	void refuseNext(String prefix) {
		this.refused.set(prefix);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof AccountRepository repository) ? wrap(repository) : bean;
	}

	private Object wrap(AccountRepository repository) {
		return Proxy.newProxyInstance(AccountRepository.class.getClassLoader(),
				new Class<?>[] { AccountRepository.class }, (proxy, method, arguments) -> {
					String prefix = this.refused.get();
					if (prefix != null && method.getName().equals("updatePasswordHash")
							&& ((String) arguments[2]).startsWith(prefix)) {
						this.refused.set(null);
						return false;
					}
					try {
						return method.invoke(repository, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

}
