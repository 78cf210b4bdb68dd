package io.github.jwtsecurity.docs;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import io.github.jwtsecurity.test.AutoConfigureTestTokens;
import io.github.jwtsecurity.test.TestTokens;
import io.github.jwtsecurity.test.attack.AttackKit;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The report and the table of {@code docs/attack-kit.md}.
 */
@WebMvcTest(NoteController.class)
@AutoConfigureTestTokens
@Import(Notes.class)
class AttackDocumentationTests {

	private static final Page PAGE = Page.of("docs/attack-kit.md");

	private static final String PATH = "/api/{user_id}/notes";

	private static final String DIRECTORY = "jwt-security.test.report-directory";

	@TempDir
	private Path directory;

	@Autowired
	private MockMvc mockMvc;

	@Autowired
	private TestTokens tokens;

	@Autowired
	private WebApplicationContext context;

	@BeforeEach
	void setDirectory() {
		System.setProperty(DIRECTORY, this.directory.toString());
	}

	@AfterEach
	void clearDirectory() {
		System.clearProperty(DIRECTORY);
	}

	@Test
	void pageHasAllAttacksOfTheReport() {
		AttackKit.of(this.mockMvc, this.tokens).attack(PATH);
		List<List<String>> attacks = report().table("attack")
			.stream()
			.skip(1)
			.map((row) -> List.of(row.get(0), row.get(2)))
			.distinct()
			.toList();
		assertThat(attacks).hasSizeGreaterThan(30);
		assertThat(PAGE.table("name").stream().map((row) -> row.subList(0, 2))).containsExactlyElementsOf(attacks);
	}

	@Test
	void reportHasTheLinesOfTheExample() {
		AttackKit.of(this.mockMvc, this.tokens).attack(PATH);
		assertThat(report().text().lines()).containsSubsequence(block("markdown").lines().toList());
	}

	@Test
	void failureHasTheMessageOfTheExample() {
		MockMvc weak = MockMvcBuilders.webAppContextSetup(this.context)
			.addFilters((request, response, chain) -> chain.doFilter(withTokenOfQuery(request), response))
			.addFilters(this.context.getBean("springSecurityFilterChain", Filter.class))
			.build();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> AttackKit.of(weak, this.tokens).attack(PATH))
			.satisfies((error) -> assertThat(error.getMessage().lines())
				.startsWith(block("text").lines().toArray(String[]::new)));
	}

	private Page report() {
		return Page.read(this.directory.resolve("attacks.md"));
	}

	private static String block(String language) {
		return PAGE.blocks()
			.stream()
			.filter((block) -> block.language().equals(language))
			.map(Page.Block::text)
			.findFirst()
			.orElseThrow();
	}

	private static ServletRequest withTokenOfQuery(ServletRequest request) {
		String token = request.getParameter("access_token");
		return (token != null) ? new HttpServletRequestWrapper((HttpServletRequest) request) {

			@Override
			public Enumeration<String> getHeaders(String name) {
				return name.equals("Authorization") ? Collections.enumeration(List.of("Bearer " + token))
						: super.getHeaders(name);
			}

		} : request;
	}

}
