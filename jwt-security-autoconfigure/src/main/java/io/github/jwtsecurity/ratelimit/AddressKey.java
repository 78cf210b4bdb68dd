package io.github.jwtsecurity.ratelimit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The key of the bucket of an address. Each IPv4 address has its own bucket. IPv6
 * addresses are grouped by their /64 network, the smallest that a subscriber receives
 * (RFC 6177). Requests without a readable address share one bucket.
 */
final class AddressKey {

	/** The key for requests without an address, which are also limited. */
	static final String UNKNOWN = "unknown";

	private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

	/** An address with its port, as proxies write it (RFC 7239, section 6). */
	private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]+)](?::\\d{1,5})?");

	private static final Pattern IPV4_AND_PORT = Pattern.compile("(\\d[\\d.]*):\\d{1,5}");

	private static final Pattern IPV6 = Pattern.compile("([0-9a-fA-F:.]{2,45})(?:%[\\w.~-]{1,64})?");

	/**
	 * The prefix 64:ff9b::/96, whose addresses stand for IPv4 addresses (RFC 6052,
	 * section 2.1).
	 */
	private static final byte[] TRANSLATED = HexFormat.of().parseHex("0064ff9b0000000000000000");

	private static final int NETWORK_BYTES = 8;

	private AddressKey() {
	}

	/**
	 * Returns the key of an address.
	 * @param address the text of the address, {@code null} if there is none
	 * @return the key, {@link #UNKNOWN} if the text is not the address of a client
	 */
	static String of(@Nullable String address) {
		if (address == null) {
			return UNKNOWN;
		}
		String literal = unwrap(IPV4_AND_PORT, unwrap(BRACKETS, address));
		if (IPV4.matcher(literal).matches()) {
			return parse(literal);
		}
		var matcher = IPV6.matcher(literal);
		return (matcher.matches() && literal.contains(":")) ? parse("[" + matcher.group(1) + "]") : UNKNOWN;
	}

	private static String unwrap(Pattern wrapper, String text) {
		var matcher = wrapper.matcher(text);
		return matcher.matches() ? matcher.group(1) : text;
	}

	/**
	 * Parses an address literal. Only address literals arrive here, so no DNS lookup can
	 * happen.
	 */
	private static String parse(String literal) {
		try {
			InetAddress address = InetAddress.getByName(literal);
			return address.isAnyLocalAddress() ? UNKNOWN : describe(address);
		}
		catch (UnknownHostException ex) {
			return UNKNOWN;
		}
	}

	private static String describe(InetAddress address) {
		byte[] bytes = address.getAddress();
		if (address instanceof Inet4Address) {
			return address.getHostAddress();
		}
		if (Arrays.equals(bytes, 0, TRANSLATED.length, TRANSLATED, 0, TRANSLATED.length)) {
			return ipv4(Arrays.copyOfRange(bytes, TRANSLATED.length, bytes.length));
		}
		return HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "/64";
	}

	private static String ipv4(byte[] bytes) {
		return (bytes[0] & 0xFF) + "." + (bytes[1] & 0xFF) + "." + (bytes[2] & 0xFF) + "." + (bytes[3] & 0xFF);
	}

}
