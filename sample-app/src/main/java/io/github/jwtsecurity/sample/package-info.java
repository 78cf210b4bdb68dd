/**
 * The sample application: tasks that only their owner can access. It has no security code
 * of its own, since the starter provides all of it.
 */
@NullMarked
package io.github.jwtsecurity.sample;

import org.jspecify.annotations.NullMarked;
