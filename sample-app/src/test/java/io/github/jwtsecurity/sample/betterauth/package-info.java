/**
 * The sample behind a real Better Auth server.
 */
package io.github.jwtsecurity.sample.betterauth;
