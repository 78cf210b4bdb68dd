package io.github.jwtsecurity.docs;

import java.net.InetSocketAddress;
import java.net.ProxySelector;

import io.github.jwtsecurity.token.KeySetHttpClientCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Key sets that are fetched through a proxy.
 */
@Configuration(proxyBeanMethods = false)
class CorporateProxy {

	@Bean
	KeySetHttpClientCustomizer proxy() {
		return (client) -> client.proxy(ProxySelector.of(new InetSocketAddress("proxy.internal", 3128)));
	}

}
