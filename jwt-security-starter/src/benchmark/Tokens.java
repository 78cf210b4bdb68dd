import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A program that writes lines with a user id and a token of that user. It is started as a
 * single source file.
 */
public final class Tokens {

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private Tokens() {
	}

	/**
	 * Writes the lines.
	 * @param args the number of lines, and the secret that signs the tokens
	 */
	public static void main(String[] args) throws Exception {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(args[1].getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		long now = Instant.now().getEpochSecond();
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < Integer.parseInt(args[0]); i++) {
			String user = UUID.randomUUID().toString();
			String input = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
					+ encode("{\"sub\":\"%1$s\",\"user_id\":\"%1$s\",\"email\":\"user@example.com\",\"iat\":%2$d,\"exp\":%3$d}"
						.formatted(user, now, now + 86_400));
			String signature = BASE64.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
			lines.append(user).append(' ').append(input).append('.').append(signature).append('\n');
		}
		System.out.print(lines);
	}

	private static String encode(String json) {
		return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

}
