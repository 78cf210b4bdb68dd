package io.github.jwtsecurity.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a table that was not created by the library's script and that treats
 * different texts as equal.
 */
class InsensitiveCollationTests {

	@ParameterizedTest
	@MethodSource
	void findWhenDatabaseTakesDifferentTextForTheSameThenNull(TestDatabase database, String table) {
		try (HikariDataSource pool = database.pool()) {
			new ResourceDatabasePopulator(new ByteArrayResource(table.getBytes(StandardCharsets.UTF_8))).execute(pool);
			AccountRepository repository = new JdbcAccountRepository(pool);
			Account rene = new Account("id-1", EmailAddress.of("rene@example.com"), "hash", Instant.now(), null, true);
			Account eva = new Account("id-2", EmailAddress.of("ева@example.com"), "hash", Instant.now(), null, true);
			assertThat(repository.insert(rene)).isTrue();
			assertThat(repository.insert(eva)).isTrue();
			assertThat(repository.findByEmail(EmailAddress.of("RENE@example.com"))).isEqualTo(rene);
			assertThat(repository.findByEmail(EmailAddress.of("rené@example.com"))).isNull();
			assertThat(repository.findById("ID-1")).isNull();
			assertThat(repository.findById("íd-1")).isNull();
			assertThat(repository.findById("id-1 ")).isNull();
			AuthorityRepository authorities = new JdbcAuthorityRepository(pool);
			assertThat(authorities.insert("ID-1", "admin")).isFalse();
			assertThat(authorities.insert("id-1", "admin")).isTrue();
			assertThat(authorities.findByUserId("id-1")).containsExactly("admin");
			assertThat(authorities.findByUserId("ID-1")).isEmpty();
		}
	}

	static Stream<Arguments> findWhenDatabaseTakesDifferentTextForTheSameThenNull() throws IOException {
		TestDatabase h2 = TestDatabase.h2();
		return Stream.of(
				Arguments.of(new TestDatabase(h2.url() + ";IGNORECASE=TRUE", h2.user(), h2.password()),
						script("schema-h2.sql")),
				Arguments.of(TestDatabase.mariadb(),
						script("schema-mariadb.sql").replace("utf8mb4_nopad_bin", "utf8mb4_general_ci")));
	}

	private static String script(String name) throws IOException {
		return new ClassPathResource("io/github/jwtsecurity/jdbc/" + name).getContentAsString(StandardCharsets.UTF_8);
	}

}
