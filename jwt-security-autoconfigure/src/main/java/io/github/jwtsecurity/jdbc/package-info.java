/**
 * The library's tables, how they get into the application's database, and the periodic
 * work on them. Start here when a table is missing.
 */
@NullMarked
package io.github.jwtsecurity.jdbc;

import org.jspecify.annotations.NullMarked;
