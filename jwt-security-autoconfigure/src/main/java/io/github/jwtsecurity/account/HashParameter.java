package io.github.jwtsecurity.account;

import java.sql.PreparedStatement;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.SqlTypeValue;

/**
 * A hash on its way into a statement. Spring JDBC logs parameters at TRACE; of this one
 * there is nothing to see.
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
