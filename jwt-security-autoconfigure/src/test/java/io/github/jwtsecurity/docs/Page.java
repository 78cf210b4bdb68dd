package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A parsed page of the documentation.
 *
 * @param path the path of the page
 * @param text the content of the page
 */
record Page(Path path, String text) {

	/** The root of the repository, relative to this module. */
	static final Path ROOT = Path.of("..");

	/** A block, which may be indented as a part of a procedure if it is YAML. */
	private static final Pattern BLOCK = Pattern.compile("(?ms)^(?: +(?=```yaml))?```(\\w*)$\\n(.*?)^ *```$");

	private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

	static Page of(String path) {
		return read(ROOT.resolve(path));
	}

	static Page read(Path path) {
		try {
			return new Page(path.normalize(), Files.readString(path));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the pages with code: the README and all of {@code docs}.
	 */
	static List<Page> withCode() {
		try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
			return Stream
				.concat(Stream.of(of("README.md")),
						docs.filter((path) -> path.toString().endsWith(".md")).sorted().map(Page::read))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<Block> blocks() {
		return BLOCK.matcher(this.text)
			.results()
			.map((match) -> new Block(this.path + ":" + line(match), match.group(1), match.group(2).stripIndent()))
			.toList();
	}

	/**
	 * Returns the blocks of JSON.
	 */
	List<JsonNode> json() {
		return blocks().stream()
			.filter((block) -> block.language().equals("json"))
			.map((block) -> new JsonMapper().readTree(block.text()))
			.toList();
	}

	/**
	 * Returns the links that point into the repository.
	 */
	List<String> links() {
		return LINK.matcher(this.text)
			.results()
			.map((match) -> match.group(1))
			.filter((link) -> !link.matches("[a-z]+:.*"))
			.toList();
	}

	/**
	 * Returns the headings in the form of link anchors.
	 */
	List<String> anchors() {
		return HEADING.matcher(BLOCK.matcher(this.text).replaceAll(""))
			.results()
			.map((match) -> match.group(1).toLowerCase().replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
			.toList();
	}

	/**
	 * Returns the cells of the table rows, without backticks.
	 */
	List<List<String>> rows() {
		return this.text.lines()
			.filter((line) -> line.startsWith("| "))
			.map((line) -> Stream.of(line.substring(1).split("(?<!\\\\)\\|"))
				.map((cell) -> cell.replace("`", "").strip())
				.toList())
			.toList();
	}

	/**
	 * Returns the cells of the rows of one table, without backticks.
	 * @param heading the first cell of the head of the table
	 */
	List<List<String>> table(String heading) {
		String rest = this.text.substring(this.text.indexOf("| " + heading + " |"));
		Page table = new Page(this.path,
				rest.lines().takeWhile((line) -> line.startsWith("|")).collect(Collectors.joining("\n")));
		return table.rows().stream().skip(1).toList();
	}

	private int line(MatchResult match) {
		return (int) this.text.substring(0, match.start()).lines().count() + 1;
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

	/**
	 * A fenced block.
	 *
	 * @param place the page and the line of the block
	 * @param language the language in the first line
	 * @param text the content of the block
	 */
	record Block(String place, String language, String text) {

		@Override
		public String toString() {
			return this.place;
		}

	}

}
