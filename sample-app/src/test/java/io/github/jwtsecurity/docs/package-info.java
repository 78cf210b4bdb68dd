/**
 * Examples of the documentation that only the tests of the sample can run.
 */
package io.github.jwtsecurity.docs;
