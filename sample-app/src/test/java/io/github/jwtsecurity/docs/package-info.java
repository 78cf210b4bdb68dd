/**
 * What the documentation shows and only the tests of the sample can run.
 */
package io.github.jwtsecurity.docs;
