package io.github.jwtsecurity.account;

import java.time.Duration;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The properties of signups.
 *
 * @param emailVerification Verification of the email address of a new account: off,
 * optional, or required before the first login.
 * @param unverifiedLifetime Time after which an account that was never verified is
 * deleted if verification is required. From 1h to 365d.
 * @param signupDisclosure Response to a signup with the email address of an existing
 * account: conflict for 409, or none for the same response as for any other address.
 */
@ConfigurationProperties("jwt-security.accounts")
record SignupProperties(@DefaultValue("off") EmailVerification emailVerification,
		@DefaultValue("7d") Duration unverifiedLifetime, @DefaultValue("conflict") Disclosure signupDisclosure) {

	SignupProperties {
		PropertyBounds.check("jwt-security.accounts.unverified-lifetime", unverifiedLifetime, "1h", "365d",
				"the mail with the link may be read late");
	}

	/**
	 * Requires that no property needs mail.
	 * @throws InvalidConfigurationPropertyValueException if one does
	 */
	void requireNoMail() {
		String reason = "It needs mail: add spring-boot-starter-mail, and set jwt-security.mail.from and"
				+ " spring.mail.host, or set jwt-security.mail.console for development.";
		if (this.emailVerification != EmailVerification.OFF) {
			throw new InvalidConfigurationPropertyValueException("jwt-security.accounts.email-verification",
					this.emailVerification, reason);
		}
		if (this.signupDisclosure != Disclosure.CONFLICT) {
			throw new InvalidConfigurationPropertyValueException("jwt-security.accounts.signup-disclosure",
					this.signupDisclosure, reason);
		}
	}

	/**
	 * Returns whether a signup logs the user in. Otherwise, the response is the same for
	 * every address that may be used, and the owner of the address gets a mail.
	 */
	boolean logsIn() {
		return this.emailVerification != EmailVerification.REQUIRED && this.signupDisclosure == Disclosure.CONFLICT;
	}

	/**
	 * Returns whether mail is needed for signups.
	 */
	boolean needsMail() {
		return this.emailVerification != EmailVerification.OFF || this.signupDisclosure == Disclosure.NONE;
	}

	boolean requiresVerification() {
		return this.emailVerification == EmailVerification.REQUIRED;
	}

	/**
	 * A kind of verification of email addresses.
	 */
	enum EmailVerification {

		/** A signup sends no mail. */
		OFF,

		/** A signup sends a mail, and logs the user in. */
		OPTIONAL,

		/** Users log in after they have verified their address. */
		REQUIRED

	}

	/**
	 * A response to a signup with the email address of an account.
	 */
	enum Disclosure {

		/** The status 409. */
		CONFLICT,

		/** The same response as for any other address. */
		NONE

	}

}
