package io.github.jwtsecurity.mail;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.TestKeyDerivation;
import org.jspecify.annotations.Nullable;

import org.springframework.context.support.StaticMessageSource;

/**
 * A service with accounts and a sender that can fail.
 */
final class TestMails implements MailAccounts, AccountMailSender {

	static final MailProperties PROPERTIES = new MailProperties(null, URI.create("https://tasks.example.com/app/"),
			false, "/verify", "/reset", "/email");

	final Map<String, MailAccount> accounts = new ConcurrentHashMap<>();

	final List<AccountMail> sent = new CopyOnWriteArrayList<>();

	final MailOutbox outbox;

	final OneTimeTokenRepository repository;

	final OneTimeTokens tokens;

	final MailState state = new MailState();

	private final DataSource dataSource;

	private final Clock clock;

	volatile @Nullable RuntimeException failure;

	TestMails(DataSource dataSource, Clock clock) {
		this.dataSource = dataSource;
		this.clock = clock;
		this.repository = new OneTimeTokenRepository(dataSource);
		this.outbox = new MailOutbox(dataSource, this.repository, clock);
		this.tokens = new OneTimeTokens(this.repository, TestKeyDerivation.of(TestTokens.SECRET), clock);
		add("alice", "alice@example.com");
	}

	void add(String userId, String email) {
		this.accounts.put(userId, new MailAccount(userId, email, false, null));
	}

	/**
	 * Returns the delivery of another instance.
	 */
	MailDelivery delivery() {
		return delivery(this);
	}

	MailDelivery delivery(AccountMailSender sender) {
		MailTexts texts = new MailTexts(new StaticMessageSource(), "Tasks");
		return new MailDelivery(new MailOutbox(this.dataSource, this.repository, this.clock),
				new MailComposer(this, this.tokens, new MailLinks(PROPERTIES), texts), sender, this.state,
				this.repository, this.clock);
	}

	NewMail reset() {
		return NewMail.toAddress(MailKind.RESET_PASSWORD, "alice@example.com", null);
	}

	@Override
	public void send(AccountMail mail) {
		RuntimeException thrown = this.failure;
		if (thrown != null) {
			throw thrown;
		}
		this.sent.add(mail);
	}

	@Override
	public @Nullable MailAccount findById(String userId) {
		return this.accounts.get(userId);
	}

	@Override
	public @Nullable MailAccount findByEmail(String email) {
		return this.accounts.values()
			.stream()
			.filter((account) -> account.email().equals(email))
			.findFirst()
			.orElse(null);
	}

	@Override
	public String mailbox(String email) {
		return email;
	}

}
