package io.github.jwtsecurity.test.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

import io.github.jwtsecurity.test.ReportDirectory;

/**
 * The file with the reports, which has one section for each path and transport. The file
 * is locked while it is written, since tests may run in several processes.
 */
final class ReportFile {

	private static final String HEAD = "# Attacks\n\n";

	private static final String SECTION = "## ";

	private ReportFile() {
	}

	/**
	 * Replaces the section of a path and transport.
	 * @param report the report
	 * @return the path of the file
	 */
	static Path write(AttackReport report) {
		Path file = ReportDirectory.file("attacks.md");
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
					StandardOpenOption.WRITE)) {
				channel.lock();
				String content = with(report,
						new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8));
				channel.truncate(0);
				channel.write(StandardCharsets.UTF_8.encode(content), 0);
			}
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The report of the attacks cannot be written to " + file, ex);
		}
	}

	private static String with(AttackReport report, String content) {
		Map<String, String> sections = new TreeMap<>();
		for (String section : content.split("(?m)^" + SECTION)) {
			if (!section.isBlank() && !section.startsWith("#")) {
				sections.put(section.lines().findFirst().orElse(""), section.strip());
			}
		}
		sections.put(report.title(), report.markdown().strip());
		StringBuilder text = new StringBuilder(HEAD);
		sections.values().forEach((section) -> text.append(SECTION).append(section).append("\n\n"));
		return text.toString().strip() + "\n";
	}

}
