package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.jwtsecurity.test.attack.AttackRequest.Header;

/**
 * A parser of the text of responses (RFC 9112).
 */
final class ResponseText {

	private ResponseText() {
	}

	/**
	 * Parses a whole response.
	 * @param bytes the bytes until the end of the connection
	 */
	static AttackResponse parse(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		int end = text.indexOf("\r\n\r\n");
		if (end < 0) {
			return new AttackResponse(0, List.of(), "");
		}
		List<String> lines = text.substring(0, end).lines().toList();
		List<Header> headers = lines.stream().skip(1).map(ResponseText::header).toList();
		AttackResponse head = new AttackResponse(Integer.parseInt(lines.get(0).split(" ")[1]), headers, "");
		String body = text.substring(end + 4);
		if (head.headers("Transfer-Encoding").contains("chunked")) {
			body = dechunked(body);
		}
		return new AttackResponse(head.status(), headers,
				new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
	}

	private static Header header(String line) {
		String[] parts = line.split(":", 2);
		return new Header(parts[0], (parts.length > 1) ? parts[1].strip() : "");
	}

	/**
	 * Joins the chunks of a body.
	 */
	private static String dechunked(String chunked) {
		StringBuilder body = new StringBuilder();
		int position = 0;
		int end = chunked.indexOf("\r\n");
		while (end >= 0) {
			int start = end + 2;
			int length = Integer.parseInt(chunked.substring(position, end).split(";")[0].strip(), 16);
			if (length == 0 || start + length > chunked.length()) {
				break;
			}
			body.append(chunked, start, start + length);
			position = start + length + 2;
			end = chunked.indexOf("\r\n", position);
		}
		return body.toString();
	}

}
