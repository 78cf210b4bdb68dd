package io.github.jwtsecurity.mail;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * The properties of mail to the owners of accounts.
 *
 * @param from Sender of mail to the owners of accounts, such as noreply@example.com, with
 * or without a name. With it, mail is sent by the JavaMailSender of the application.
 * @param baseUrl Address of the front end, with which the links in mails begin. It is
 * never taken from a request.
 * @param console Whether mail, with its links, is written to the log if there is no
 * JavaMailSender. For development only.
 * @param verifyPath Path of the page that verifies the email address of a new account.
 * @param resetPath Path of the page that sets a new password.
 * @param emailPath Path of the page that confirms or reverts a change of an email
 * address.
 */
@ConfigurationProperties(MailProperties.PREFIX)
record MailProperties(@Nullable String from, @Nullable URI baseUrl, @DefaultValue("false") boolean console,
		@DefaultValue("/verify") String verifyPath, @DefaultValue("/reset") String resetPath,
		@DefaultValue("/email") String emailPath) {

	static final String PREFIX = "jwt-security.mail";

	MailProperties {
		from = StringUtils.hasText(from) ? from : null;
		if (baseUrl != null) {
			boolean web = "https".equals(baseUrl.getScheme()) || "http".equals(baseUrl.getScheme());
			Assert.isTrue(
					web && baseUrl.getHost() != null && baseUrl.getUserInfo() == null && baseUrl.getQuery() == null
							&& baseUrl.getFragment() == null,
					PREFIX + ".base-url must be an absolute address without a query, such as https://example.com");
		}
		requirePath("verify-path", verifyPath);
		requirePath("reset-path", resetPath);
		requirePath("email-path", emailPath);
	}

	private static void requirePath(String name, String path) {
		Assert.isTrue(path.matches("(/[A-Za-z0-9._~-]+)+/?"), PREFIX + "." + name
				+ " must begin with /, such as /reset; the only special characters allowed are . _ ~ and -");
	}

	/**
	 * Returns the sender.
	 * @throws IllegalStateException if it is not set
	 */
	String requiredFrom() {
		String sender = this.from;
		Assert.state(sender != null, PREFIX + ".from must be set");
		return sender;
	}

	/**
	 * Returns the address of the front end.
	 * @throws InvalidConfigurationPropertyValueException if it is not set
	 */
	URI requiredBaseUrl() {
		URI address = this.baseUrl;
		if (address == null) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + ".base-url", null,
					"The links in mails begin with it, such as https://example.com.");
		}
		return address;
	}

}
