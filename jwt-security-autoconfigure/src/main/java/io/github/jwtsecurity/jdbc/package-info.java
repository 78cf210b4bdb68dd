/**
 * The library's tables, and how they get into the application's database. Start here when
 * a table is missing.
 */
@NullMarked
package io.github.jwtsecurity.jdbc;

import org.jspecify.annotations.NullMarked;
