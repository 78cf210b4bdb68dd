package io.github.jwtsecurity.endpoint;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * All auto-configurations on the class path of the tests, including those of Actuator and
 * Flyway. They double the time that an application takes to start.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class AllAutoConfigurations {

}
