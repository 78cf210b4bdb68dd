/**
 * Tests for the page of the sample in a real browser.
 */
package io.github.jwtsecurity.sample.browser;
