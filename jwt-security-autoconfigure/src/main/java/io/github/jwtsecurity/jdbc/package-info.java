/**
 * The library's tables, their creation and upgrade in the application's database, and the
 * periodic tasks for them. Start here when a table is missing.
 */
@NullMarked
package io.github.jwtsecurity.jdbc;

import org.jspecify.annotations.NullMarked;
