package io.github.jwtsecurity.signing;

import java.time.Duration;
import java.util.List;

import io.github.jwtsecurity.token.PropertyBounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties for managed keys, the key pairs that this service makes and rotates.
 *
 * @param encryptionSecret Secret that encrypts the managed keys, in the form of
 * jwt-security.secret. Required with jwt-security.signing.store.
 * @param previousEncryptionSecrets Secrets that still decrypt managed keys, but never
 * encrypt them.
 * @param algorithm Algorithm of new managed keys: EdDSA, ES256, ES384, ES512, RS256 or
 * PS256.
 * @param rotation Time for which a managed key signs tokens before the next one does.
 * From 1h to 3650d.
 * @param leadTime Time for which a managed key is published before it signs, so that
 * every service that verifies tokens knows it. From 1m to 30d.
 */
@ConfigurationProperties("jwt-security.signing")
record RotationProperties(@Nullable String encryptionSecret, @DefaultValue List<String> previousEncryptionSecrets,
		@DefaultValue("EdDSA") String algorithm, @DefaultValue("90d") Duration rotation,
		@DefaultValue("1d") Duration leadTime) {

	static final String PREFIX = "jwt-security.signing.";

	RotationProperties {
		PropertyBounds.check(PREFIX + "rotation", rotation, "1h", "3650d",
				"a stolen key can sign tokens for this long");
		PropertyBounds.check(PREFIX + "lead-time", leadTime, "1m", "30d",
				"a service that has not fetched the key set for this long refuses new tokens");
		Assert.isTrue(leadTime.compareTo(rotation) < 0,
				() -> "%slead-time is %s and must be shorter than %srotation, which is %s".formatted(PREFIX,
						PropertyBounds.format(leadTime), PREFIX, PropertyBounds.format(rotation)));
	}

	/**
	 * Returns a text without the secrets.
	 */
	@Override
	public String toString() {
		return "RotationProperties[algorithm=%s, rotation=%s, leadTime=%s]".formatted(this.algorithm, this.rotation,
				this.leadTime);
	}

}
