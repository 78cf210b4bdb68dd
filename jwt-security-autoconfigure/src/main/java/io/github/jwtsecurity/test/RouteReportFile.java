package io.github.jwtsecurity.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The file that lists all routes with their verdicts, in the {@link ReportDirectory}.
 */
final class RouteReportFile {

	private RouteReportFile() {
	}

	/**
	 * Writes the file.
	 * @param review the routes
	 * @return the path of the file
	 */
	static Path write(RouteReview review) {
		Path file = ReportDirectory.file("routes.md");
		try {
			Files.createDirectories(file.getParent());
			Files.writeString(file, content(review));
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The report of the routes cannot be written to " + file, ex);
		}
	}

	private static String content(RouteReview review) {
		String rows = review.routes()
			.stream()
			.map((route) -> "| `%s` | %s%s | %s |\n".formatted(cell(route.route()),
					route.problems().isEmpty() ? "" : "**needs a decision**: ", route.verdict(), cell(route.reason())))
			.collect(Collectors.joining());
		String problems = review.problems()
			.stream()
			.map((problem) -> "- " + problem + "\n")
			.collect(Collectors.joining());
		return "# Routes\n\n| route | verdict | reason |\n|---|---|---|\n" + rows
				+ (problems.isEmpty() ? "" : "\n## Needs a decision\n\n" + problems);
	}

	private static String cell(String text) {
		return text.replace("|", "\\|");
	}

}
