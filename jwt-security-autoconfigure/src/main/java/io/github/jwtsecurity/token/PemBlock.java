package io.github.jwtsecurity.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * A reader of the only block of a PEM file (RFC 7468).
 */
final class PemBlock {

	private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.+?)-----END \\1-----",
			Pattern.DOTALL);

	private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=\\s]+");

	private static final Pattern QUOTED_END = Pattern.compile("[\"']\\s*\\z");

	private static final Pattern QUOTED_START = Pattern.compile("\\A\\s*[\"']");

	private final String property;

	private final String label;

	private final String action;

	/**
	 * Creates a reader.
	 * @param property the property with the location, named in errors
	 * @param label the label of the block
	 * @param action the advice in errors
	 */
	PemBlock(String property, String label, String action) {
		this.property = property;
		this.label = label;
		this.action = action;
	}

	/**
	 * Reads a file.
	 * @param location the location of the file
	 * @return the decoded content of the block
	 * @throws KeyConfigurationException if the file cannot be read, or does not have
	 * exactly one block with the label
	 */
	byte[] read(@Nullable Resource location) {
		String text = withLineBreaks(text(location));
		Matcher block = BLOCK.matcher(text);
		if (!block.find()) {
			throw refuse("points to a file that is not PEM");
		}
		if (QUOTED_END.matcher(text.substring(0, block.start())).find()
				|| QUOTED_START.matcher(text.substring(block.end())).find()) {
			throw refuse("points to a file whose block is in quotation marks");
		}
		if (!block.group(1).equals(this.label)) {
			throw refuse(
					"points to a file that begins with a block %s instead of %s".formatted(block.group(1), this.label));
		}
		byte[] content = decode(block.group(2));
		if (block.find()) {
			throw refuse("points to a file with more than one block");
		}
		return content;
	}

	private String text(@Nullable Resource location) {
		try {
			if (location != null) {
				return location.getContentAsString(StandardCharsets.US_ASCII);
			}
		}
		catch (IOException ex) {
			// The exception below names the property.
		}
		throw refuse(
				"points to a file that cannot be read. A location without a prefix, such as file:, is a resource of the class path");
	}

	/**
	 * Replaces escaped line breaks, which may occur in a key from an environment variable
	 * or from JSON.
	 */
	private static String withLineBreaks(String pem) {
		return pem.replace("\\r\\n", "\n").replace("\\n", "\n");
	}

	private byte[] decode(String base64) {
		try {
			if (BASE64.matcher(base64).matches()) {
				return Base64.getMimeDecoder().decode(base64);
			}
		}
		catch (IllegalArgumentException ex) {
			// The exception below names the property.
		}
		throw refuse("points to a file with damaged base64");
	}

	/**
	 * Returns an exception that names the property, but never the content of the file.
	 */
	KeyConfigurationException refuse(String reason) {
		return new KeyConfigurationException("%s %s.".formatted(this.property, reason), this.action);
	}

}
