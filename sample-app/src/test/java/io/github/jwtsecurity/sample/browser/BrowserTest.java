package io.github.jwtsecurity.sample.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.jwtsecurity.sample.SampleTest;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A {@link SampleTest} whose methods have parameters of the type {@link Browser}. It is
 * skipped if the software for a browser is missing, unless the environment requires it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserExtension.class)
@SampleTest
@interface BrowserTest {

}
