/**
 * The key pairs that the service makes, encrypts, keeps in a table and rotates itself,
 * for the tokens that it signs.
 */
@NullMarked
package io.github.jwtsecurity.signing;

import org.jspecify.annotations.NullMarked;
