package io.github.jwtsecurity.sample.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

import io.github.jwtsecurity.sample.NodePackages;
import org.openqa.selenium.JavascriptExecutor;

/**
 * The rules of axe-core for accessibility.
 */
final class Axe {

	private static final String RUN = """
			const done = arguments[arguments.length - 1];
			axe.run(document, { resultTypes: ['violations'] }).then(
			  ({ violations }) => done(violations
			    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
			    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}: ${help}`))),
			  (error) => done([String(error)]));
			""";

	private final String source;

	private Axe(String source) {
		this.source = source;
	}

	/**
	 * Installs axe-core once.
	 */
	static Axe install() {
		try {
			return new Axe(
					Files.readString(NodePackages.install("browser").resolve("node_modules/axe-core/axe.min.js")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the serious and critical violations in a page.
	 * @param page the page
	 * @return the violations with rule, element and remedy
	 */
	List<String> violations(JavascriptExecutor page) {
		if (Boolean.TRUE.equals(page.executeScript("return !window.axe"))) {
			page.executeScript(this.source);
		}
		return ((List<?>) page.executeAsyncScript(RUN)).stream().map(String::valueOf).toList();
	}

}
