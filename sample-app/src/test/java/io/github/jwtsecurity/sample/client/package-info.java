/**
 * Tests of the JavaScript client.
 */
package io.github.jwtsecurity.sample.client;
