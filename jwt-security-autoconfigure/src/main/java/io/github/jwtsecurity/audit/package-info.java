/**
 * The audit trail: a line in the log for each event, and a row in a table if wanted.
 * Start here when you ask who tried what.
 */
@NullMarked
package io.github.jwtsecurity.audit;

import org.jspecify.annotations.NullMarked;
