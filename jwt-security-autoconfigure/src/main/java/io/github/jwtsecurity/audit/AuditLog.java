package io.github.jwtsecurity.audit;

import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * An audit sink that writes each record as one log line. The names and values are part of
 * the message, for plain-text formats, and are also attached as key-value pairs, for
 * structured formats.
 */
final class AuditLog implements AuditSink {

	/**
	 * The name of the logger. It is not a class name, so that no other message of the
	 * library uses this logger.
	 */
	static final String LOGGER = "jwtsecurity.audit";

	/**
	 * The prefix of the keys of the key-value pairs. Structured formats fail if a key is
	 * also in the diagnostic context (MDC), for which applications choose keys freely.
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
	 * Quotes a value if necessary, so that it cannot be mistaken for further pairs.
	 */
	private static String quote(String value) {
		return PLAIN.matcher(value).matches() ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

}
