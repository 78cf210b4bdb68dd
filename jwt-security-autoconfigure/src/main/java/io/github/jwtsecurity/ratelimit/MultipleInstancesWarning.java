package io.github.jwtsecurity.ratelimit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;

/**
 * A message at start-up that limits in memory apply to each instance separately. Its
 * level is warning only on platforms that usually run several instances, since an
 * instance does not know about the others.
 */
final class MultipleInstancesWarning {

	private static final Log logger = LogFactory.getLog(MultipleInstancesWarning.class);

	private MultipleInstancesWarning() {
	}

	static void warn(Environment environment) {
		CloudPlatform platform = CloudPlatform.getActive(environment);
		String fact = "Rate limits are kept in the memory of this instance";
		if (platform == null || platform == CloudPlatform.NONE) {
			logger.info(fact);
			return;
		}
		logger.warn(fact
				+ ". If %s runs several instances, the limits apply to each of them separately: set".formatted(platform)
				+ " jwt-security.rate-limit.store=jdbc, or provide a ProxyManager bean of Bucket4j");
	}

}
