package io.github.jwtsecurity.sample;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * An extension that reads the links in mails, which the application writes to the log.
 */
public final class MailedLinks implements BeforeEachCallback, AfterEachCallback {

	/** A deadline that is much longer than necessary, since the machine may be busy. */
	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private static final Pattern LINK = Pattern
		.compile("Mail to (\\S+), [^#]*http://localhost:8080/(\\w+#token=[\\w-]{43}\\S*)");

	private final List<Link> links = new CopyOnWriteArrayList<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.jwtsecurity.mail.ConsoleMailSender");

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			Matcher link = LINK.matcher(event.getFormattedMessage());
			if (link.find()) {
				MailedLinks.this.links.add(new Link(link.group(1), link.group(2)));
			}
		}

	};

	@Override
	public void beforeEach(ExtensionContext context) {
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.logger.detachAppender(this.appender);
	}

	/**
	 * Waits for a mail.
	 * @param email the recipient
	 * @param page the page to which the link in the mail leads, such as {@code reset}
	 * @return the path and the fragment of the link, which is returned once
	 */
	public String take(String email, String page) {
		Link taken = Awaitility.await("mail to " + email)
			.atMost(DEADLINE)
			.until(() -> this.links.stream()
				.filter((link) -> link.recipient().equals(email) && link.address().startsWith(page + "#"))
				.findFirst()
				.orElse(null), Objects::nonNull);
		this.links.remove(taken);
		return taken.address();
	}

	/**
	 * Waits for a mail.
	 * @return the token in the link, as in {@link #take}
	 */
	String takeToken(String email, String page) {
		return take(email, page).substring((page + "#token=").length());
	}

	private record Link(String recipient, String address) {
	}

}
