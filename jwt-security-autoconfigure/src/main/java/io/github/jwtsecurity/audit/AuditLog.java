package io.github.jwtsecurity.audit;

import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line in the log. The pairs are in the message, for formats of plain text, and beside
 * it, for structured ones.
 */
final class AuditLog implements AuditSink {

	/**
	 * Not the name of a class, so that no other message of the library comes under it.
	 */
	static final String LOGGER = "jwtsecurity.audit";

	/**
	 * Before each name beside the message. A structured format fails if a name is also in
	 * the diagnostic context (MDC), where applications use all kinds of them.
	 */
	static final String PREFIX = "audit.";

	private static final Pattern PLAIN = Pattern.compile("[\\w.:@/+-]+");

	private final Logger logger = LoggerFactory.getLogger(LOGGER);

	@Override
	public String kind() {
		return "log";
	}

	@Override
	public void accept(AuditRecord auditRecord) {
		LoggingEventBuilder line = this.logger.atLevel(auditRecord.failure() ? Level.WARN : Level.INFO)
			.addKeyValue(PREFIX + "event", auditRecord.event());
		StringBuilder message = new StringBuilder(auditRecord.event());
		auditRecord.pairs().forEach((name, value) -> {
			line.addKeyValue(PREFIX + name, value);
			message.append(' ').append(name).append('=').append(quote(value));
		});
		line.log(message.toString());
	}

	/**
	 * So that a value does not look like further pairs.
	 */
	private static String quote(String value) {
		return PLAIN.matcher(value).matches() ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

}
