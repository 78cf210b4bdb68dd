/**
 * Tests for the applications in {@code docs/front-end.md}, in a browser.
 */
package io.github.jwtsecurity.sample.frontend;
