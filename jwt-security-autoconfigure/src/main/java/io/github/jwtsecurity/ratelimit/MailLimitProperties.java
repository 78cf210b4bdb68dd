package io.github.jwtsecurity.ratelimit;

import java.time.Duration;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of mail to the owners of accounts.
 *
 * @param perAccount Number of mails to an email address that anybody can ask for. Further
 * mails are not sent, and the response is the same. From 1/1d to 1000000/1s.
 * @param perAddress Number of requests from an IP address that ask for a mail or present
 * the token of a mail. From 1/1d to 1000000/1s.
 * @param gap Minimum time between two mails to an email address. From 1s to 1h.
 */
@ConfigurationProperties("jwt-security.rate-limit.mail")
record MailLimitProperties(@DefaultValue("5/1h") RateLimit perAccount, @DefaultValue("20/1m") RateLimit perAddress,
		@DefaultValue("60s") Duration gap) {

	MailLimitProperties {
		PropertyBounds.check("jwt-security.rate-limit.mail.gap", gap, "1s", "1h",
				"a user may wait for a mail that was lost");
	}

}
