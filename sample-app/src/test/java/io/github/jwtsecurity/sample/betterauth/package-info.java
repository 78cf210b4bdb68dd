/**
 * Tests for the sample with a real Better Auth server.
 */
package io.github.jwtsecurity.sample.betterauth;
