package io.github.jwtsecurity.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedOut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class AfterCommitTests {

	private final HikariDataSource pool = TestDatabase.h2().pool();

	private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(this.pool));

	private final List<Object> published = new ArrayList<>();

	private final JwtSecurityEventPublisher publisher = new JwtSecurityEventPublisher(this.published::add);

	private final LoggedOut event = new LoggedOut(Instant.EPOCH, "alice", Client.UNKNOWN);

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void publishWhenNoTransactionThenAtOnce() {
		this.publisher.publishAfterCommit(this.event);
		assertThat(this.published).containsExactly(this.event);
	}

	@Test
	void publishWhenTransactionThenAfterItsCommit() {
		this.transaction.executeWithoutResult((status) -> {
			this.publisher.publishAfterCommit(this.event);
			assertThat(this.published).isEmpty();
		});
		assertThat(this.published).containsExactly(this.event);
	}

	@Test
	void publishWhenRolledBackThenNever() {
		this.transaction.executeWithoutResult((status) -> {
			this.publisher.publishAfterCommit(this.event);
			status.setRollbackOnly();
		});
		assertThat(this.published).isEmpty();
	}

}
