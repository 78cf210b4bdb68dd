package io.github.jwtsecurity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;

/**
 * An annotation for a test class that needs the whole machine, because many threads race
 * in it, or because it computes so much that only optimised code is fast enough. When all
 * tests run, such a class runs alone, and two of the other classes run at the same time.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("alone")
public @interface Alone {

}
