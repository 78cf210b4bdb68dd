package io.github.jwtsecurity.sample.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * A repository that uses the table {@code task}. Every query has a user id.
 */
@Repository
class TaskRepository {

	private static final String INSERT = """
			INSERT INTO task (id, user_id, title, description, completed, created_at, updated_at)
			VALUES (:id, :userId, :title, :description, :completed, :createdAt, :updatedAt)
			""";

	private static final String SELECT_ALL = """
			SELECT id, user_id, title, description, completed, created_at, updated_at
			FROM task
			WHERE user_id = :userId
			ORDER BY creation_order
			""";

	private static final String SELECT_ONE = """
			SELECT id, user_id, title, description, completed, created_at, updated_at
			FROM task
			WHERE id = :id AND user_id = :userId
			""";

	private static final String SELECT_ONE_FOR_UPDATE = SELECT_ONE + "FOR UPDATE";

	private static final String UPDATE = """
			UPDATE task
			SET title = :title, description = :description, completed = :completed, updated_at = :updatedAt
			WHERE id = :id AND user_id = :userId
			""";

	private static final String DELETE = """
			DELETE FROM task
			WHERE id = :id AND user_id = :userId
			""";

	private static final String DELETE_ALL = """
			DELETE FROM task
			WHERE user_id = :userId
			""";

	private final JdbcClient jdbcClient;

	TaskRepository(JdbcClient jdbcClient) {
		this.jdbcClient = jdbcClient;
	}

	List<Task> findAll(String userId) {
		return this.jdbcClient.sql(SELECT_ALL).param("userId", userId).query(TaskRepository::toTask).list();
	}

	Optional<Task> find(String userId, String id) {
		return find(SELECT_ONE, userId, id);
	}

	/**
	 * Finds a task and locks it until the transaction ends.
	 * @param userId the id of the owner
	 * @param id the id of the task
	 * @return the task, if the user has it
	 */
	Optional<Task> findForUpdate(String userId, String id) {
		return find(SELECT_ONE_FOR_UPDATE, userId, id);
	}

	void insert(Task task) {
		this.jdbcClient.sql(INSERT)
			.param("id", task.id())
			.param("userId", task.userId())
			.param("title", task.title())
			.param("description", task.description())
			.param("completed", task.completed())
			.param("createdAt", toTimestamp(task.createdAt()))
			.param("updatedAt", toTimestamp(task.updatedAt()))
			.update();
	}

	boolean update(Task task) {
		return this.jdbcClient.sql(UPDATE)
			.param("id", task.id())
			.param("userId", task.userId())
			.param("title", task.title())
			.param("description", task.description())
			.param("completed", task.completed())
			.param("updatedAt", toTimestamp(task.updatedAt()))
			.update() == 1;
	}

	boolean delete(String userId, String id) {
		return this.jdbcClient.sql(DELETE).param("id", id).param("userId", userId).update() == 1;
	}

	void deleteAll(String userId) {
		this.jdbcClient.sql(DELETE_ALL).param("userId", userId).update();
	}

	private Optional<Task> find(String sql, String userId, String id) {
		return this.jdbcClient.sql(sql)
			.param("id", id)
			.param("userId", userId)
			.query(TaskRepository::toTask)
			.optional();
	}

	private static OffsetDateTime toTimestamp(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	private static Task toTask(ResultSet row, int number) throws SQLException {
		return new Task(row.getString("id"), row.getString("user_id"), row.getString("title"),
				row.getString("description"), row.getBoolean("completed"), toInstant(row, "created_at"),
				toInstant(row, "updated_at"));
	}

	private static Instant toInstant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

}
