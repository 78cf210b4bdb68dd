package io.github.jwtsecurity.ratelimit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer for {@link UnusableStoreException}.
 */
final class UnusableStoreFailureAnalyzer extends AbstractFailureAnalyzer<UnusableStoreException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnusableStoreException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), """
				Do one of these:
				  - Set jwt-security.rate-limit.store to memory, and declare no ProxyManager. Each instance then \
				applies the limits separately.
				  - Declare one bean of type ProxyManager<String> or ProxyManager<byte[]>, from the module of Bucket4j \
				for your database, Redis or Hazelcast. It is used with any value of \
				jwt-security.rate-limit.store. If there are several, mark one as @Primary.
				  - Use PostgreSQL with jwt-security.rate-limit.store=jdbc: add spring-boot-starter-jdbc and the \
				driver, and set spring.datasource.url. If there are several DataSources, mark one as @Primary.""",
				cause);
	}

}
