package io.github.jwtsecurity.jdbc;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * The properties of the library's tables.
 *
 * @param initializeSchema Creation and upgrade of the tables: in an embedded database
 * only, always, or never.
 */
@ConfigurationProperties("jwt-security.jdbc")
record JdbcProperties(@DefaultValue("embedded") DatabaseInitializationMode initializeSchema) {

}
