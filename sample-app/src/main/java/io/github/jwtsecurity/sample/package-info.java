/**
 * The sample: tasks that only their owner can see. It has no security code of its own,
 * the starter does it all.
 */
@NullMarked
package io.github.jwtsecurity.sample;

import org.jspecify.annotations.NullMarked;
