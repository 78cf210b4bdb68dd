package io.github.jwtsecurity.account;

import java.sql.PreparedStatement;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.SqlTypeValue;

/**
 * A password hash as a parameter of a statement. Spring JDBC logs parameters at the level
 * TRACE; the text of this one does not contain the hash.
 *
 * @param hash the hash
 */
record HashParameter(String hash) implements SqlTypeValue {

	@Override
	public void setTypeValue(PreparedStatement statement, int index, int sqlType, @Nullable String typeName)
			throws SQLException {
		statement.setString(index, this.hash);
	}

	@Override
	public String toString() {
		return "hash";
	}

}
