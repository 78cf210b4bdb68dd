/**
 * Tasks: the REST API, its rules and the table. Every query names the verified user, so a
 * task of somebody else is as good as missing.
 */
@NullMarked
package io.github.jwtsecurity.sample.task;

import org.jspecify.annotations.NullMarked;
