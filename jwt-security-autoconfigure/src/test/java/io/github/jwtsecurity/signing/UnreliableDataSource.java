package io.github.jwtsecurity.signing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.github.jwtsecurity.ObservedConnection;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source that fails, is read-only or hangs as long as a test wants.
 */
final class UnreliableDataSource extends DelegatingDataSource {

	private final AtomicInteger connections = new AtomicInteger();

	private volatile boolean down;

	private volatile boolean readOnly;

	private volatile CountDownLatch hanging = new CountDownLatch(0);

	UnreliableDataSource(DataSource dataSource) {
		super(dataSource);
	}

	void down(boolean value) {
		this.down = value;
	}

	void readOnly(boolean value) {
		this.readOnly = value;
	}

	/**
	 * Lets all callers wait until the returned latch is open.
	 */
	CountDownLatch hang() {
		CountDownLatch latch = new CountDownLatch(1);
		this.hanging = latch;
		return latch;
	}

	int connections() {
		return this.connections.get();
	}

	@Override
	public Connection getConnection() throws SQLException {
		this.connections.incrementAndGet();
		try {
			this.hanging.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (this.down) {
			throw new SQLException("password=secret", "08001");
		}
		return ObservedConnection.of(super.getConnection(), (method, arguments) -> {
			if (this.readOnly && method.equals("prepareStatement") && !arguments[0].toString().startsWith("SELECT")) {
				throw new SQLException("password=secret", "25006");
			}
		});
	}

}
