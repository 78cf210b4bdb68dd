package io.github.jwtsecurity.ratelimit;

import java.nio.charset.StandardCharsets;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.ParameterizedTypeReference;

/**
 * A lookup of the application's {@code ProxyManager} bean, which manages shared buckets.
 */
final class ProxyManagers {

	private static final ParameterizedTypeReference<ProxyManager<String>> OF_TEXT = new ParameterizedTypeReference<>() {
	};

	private static final ParameterizedTypeReference<ProxyManager<byte[]>> OF_BYTES = new ParameterizedTypeReference<>() {
	};

	private ProxyManagers() {
	}

	/**
	 * Finds the bean.
	 * @param beanFactory the bean factory
	 * @return the bean, {@code null} if the application has none
	 * @throws UnusableStoreException if there are such beans, but no single one can be
	 * used
	 */
	static @Nullable ProxyManager<String> find(ListableBeanFactory beanFactory) {
		ProxyManager<String> ofText = provider(beanFactory, OF_TEXT).getIfUnique();
		if (ofText != null) {
			return ofText;
		}
		ProxyManager<byte[]> ofBytes = provider(beanFactory, OF_BYTES).getIfUnique();
		if (ofBytes != null) {
			return ofBytes.withMapper((key) -> key.getBytes(StandardCharsets.UTF_8));
		}
		String[] names = beanFactory.getBeanNamesForType(ProxyManager.class);
		if (names.length == 0) {
			return null;
		}
		throw new UnusableStoreException("The rate limits cannot be kept in " + String.join(", ", names)
				+ ": there is not one bean of type ProxyManager<String> or ProxyManager<byte[]>.");
	}

	private static <T> ObjectProvider<T> provider(ListableBeanFactory beanFactory, ParameterizedTypeReference<T> type) {
		return beanFactory.getBeanProvider(type);
	}

}
