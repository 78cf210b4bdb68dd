/**
 * Security events, for listeners of the application, the audit trail and the metrics. No
 * event contains a password, a hash or a token.
 */
@NullMarked
package io.github.jwtsecurity.event;

import org.jspecify.annotations.NullMarked;
