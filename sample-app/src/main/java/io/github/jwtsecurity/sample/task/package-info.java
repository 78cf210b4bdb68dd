/**
 * Tasks: the REST API, its rules and the table. Every query includes the verified user
 * id, so a task of another user is treated like a missing one.
 */
@NullMarked
package io.github.jwtsecurity.sample.task;

import org.jspecify.annotations.NullMarked;
