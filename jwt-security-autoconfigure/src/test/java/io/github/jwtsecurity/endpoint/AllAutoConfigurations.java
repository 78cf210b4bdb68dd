package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.LibraryAutoConfigurations;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * All auto-configurations on the class path of the tests, for an application that
 * otherwise has only the {@link LibraryAutoConfigurations}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class AllAutoConfigurations {

}
