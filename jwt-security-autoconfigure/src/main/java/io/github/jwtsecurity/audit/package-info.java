/**
 * The audit trail: a log line for each event, and optionally a row in a table. Start here
 * to find out who did or tried what.
 */
@NullMarked
package io.github.jwtsecurity.audit;

import org.jspecify.annotations.NullMarked;
