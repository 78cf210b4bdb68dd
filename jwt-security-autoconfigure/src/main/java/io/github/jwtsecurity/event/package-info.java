/**
 * What happened, for whoever listens: the application, the audit trail, metrics. Holds no
 * password, no hash and no token.
 */
@NullMarked
package io.github.jwtsecurity.event;

import org.jspecify.annotations.NullMarked;
