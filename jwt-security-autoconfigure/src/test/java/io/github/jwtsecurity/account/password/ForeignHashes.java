package io.github.jwtsecurity.account.password;

import java.util.List;
import java.util.stream.Stream;

/**
 * Hashes of {@link #PASSWORD} that other systems created: the gem bcrypt 3.1 (which
 * Devise uses), the Python package bcrypt, Django 3.2 and the classes of Keycloak 26.
 * That of Firebase is computed by OpenSSL and Python's hashlib.
 */
public final class ForeignHashes {

	/** The password of the hashes. */
	public static final String PASSWORD = StoredHashes.PASSWORD;

	/** A hash of Devise and of Supabase. */
	public static final String BCRYPT = "$2a$10$Wjn3NORpFglePMjmxEO1F.Wtv.qnPj5si1YdmmyiBXWk5UT8o/O5u";

	/** A hash of Django. */
	public static final String DJANGO = "pbkdf2_sha256$260000$3G0hxYk7pbPWLVMtA0EVmM$MXW/0LXXAtf1rKArjZaxCm/d5/x46nODtVkwzG9MBa8=";

	/** The signer key of a Firebase project, of the documentation of its hashes. */
	public static final String FIREBASE_SIGNER_KEY = "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==";

	/** The salt of a hash of Firebase. */
	public static final String FIREBASE_SALT = "AAECAwQFBgcICQ==";

	/** The hash of Firebase with that salt. */
	public static final String FIREBASE_HASH = "6biSMeosGTjhiIeYIROkWR+tsk6eU87JbVP9cuS66oPSfdK5cKbrmodsjPr319z5i33ekuNq5uk8NoupM7FEvw==";

	/** The columns of a hash of Keycloak with PBKDF2. */
	public static final List<String> KEYCLOAK = List.of(
			"{\"hashIterations\":27500,\"algorithm\":\"pbkdf2-sha256\",\"additionalParameters\":{}}",
			"{\"value\":\"dSKb+W2f4ZbmRaYNQGPJD4T+FkYm3RM3CyhH7w/hin3gzryG3LveWghqgW8+H9apbrKnKXneGsgYDwQjKADR2w==\","
					+ "\"salt\":\"JBIXa8hD3oCTqVWoe2i7IA==\",\"additionalParameters\":{}}");

	private static final List<String> KEYCLOAK_SHA_1 = List.of(
			"{\"hashIterations\":1000,\"algorithm\":\"pbkdf2\",\"additionalParameters\":{}}",
			"{\"value\":\"lrS502mYrJxISoutfFNsqI/E+GejVNOEllD2KKMHmZBSRkYFXd/ZTd1yJMlYBpP5tclwoD3x+ngaQL9VZVVlgg==\","
					+ "\"salt\":\"70QbBrrWCqIO4z0MBKVdpw==\",\"additionalParameters\":{}}");

	private static final List<String> KEYCLOAK_SHA_512 = List.of(
			"{\"hashIterations\":30000,\"algorithm\":\"pbkdf2-sha512\",\"additionalParameters\":{}}",
			"{\"value\":\"ZHJ77Rt/eJik3+Uvv1Hp3cg/H15gtDlRzLpZHDMRBxvp941iYOPmezIBkynlAirhVwRu90glPmwb5jKsQjbQDg==\","
					+ "\"salt\":\"DhckuwTECo79mebN5XqCTQ==\",\"additionalParameters\":{}}");

	private static final List<String> KEYCLOAK_ARGON2 = List.of(
			"{\"hashIterations\":5,\"algorithm\":\"argon2\",\"additionalParameters\":{\"hashLength\":[\"32\"],"
					+ "\"memory\":[\"7168\"],\"type\":[\"id\"],\"version\":[\"1.3\"],\"parallelism\":[\"1\"]}}",
			"{\"value\":\"APapfw5GxX5/KpXw3PL93YRGjC3yaNSXPv0D2obs0UM=\",\"salt\":\"qb8ZfOWdDovXFZ14JX3jHQ==\","
					+ "\"additionalParameters\":{}}");

	private ForeignHashes() {
	}

	/**
	 * Returns the hashes in the form in which they are stored.
	 */
	static Stream<String> all() {
		return Stream.of(BCRYPT, "$2b$10$BrjrSi4QK9nxBGFAPLWH9OWyIzGKSHuETa.Z/xD9pY1ASIaJhrVEy",
				BCRYPT.replace("$2a$", "$2y$"), "{bcrypt}" + BCRYPT, DJANGO, "{django}" + DJANGO,
				"pbkdf2_sha256$1000$AAECAwQFBgcI$QaXdrKlhmx111Su0wS8XhnbCLdKq/mAPtoNySn1gcIg=", firebase(),
				"{firebase}" + firebase(), keycloak(KEYCLOAK), keycloak(KEYCLOAK_SHA_1), keycloak(KEYCLOAK_SHA_512),
				keycloak(KEYCLOAK_ARGON2));
	}

	/**
	 * Returns unusable hashes: incomplete, of an unknown algorithm, or so expensive that
	 * they would delay other logins.
	 */
	static Stream<String> unreadable() {
		String key = "MXW/0LXXAtf1rKArjZaxCm/d5/x46nODtVkwzG9MBa8=";
		return Stream.of(
				Stream.of("$2x$10$" + ".".repeat(53), "$2a$16$" + ".".repeat(53), "$2a$03$" + ".".repeat(53), "$2a$10$",
						BCRYPT + ".", "x" + BCRYPT),
				Stream.of("pbkdf2_sha256$", "pbkdf2_sha256$0$salt$" + key, "pbkdf2_sha256$2400001$salt$" + key,
						"pbkdf2_sha256$99999999999$salt$" + key, "pbkdf2_sha256$1000$$" + key,
						"pbkdf2_sha256$1000$salt$" + key.substring(4), "pbkdf2_sha1$1000$salt$" + key, DJANGO + "\n",
						"{keycloak}" + DJANGO),
				Stream.of("v=1,", "n=14,", "p=1,", ",sk=", FIREBASE_SALT, "$" + FIREBASE_HASH)
					.map((part) -> firebase().replace(part, "")),
				Stream.of("n=0", "n=18", "n=99").map((cost) -> firebase().replace("n=14", cost)),
				Stream.of("r=0", "r=99").map((blockSize) -> firebase().replace("r=8", blockSize)),
				Stream.of("p=0", "p=99").map((parallelization) -> firebase().replace("p=1", parallelization)),
				Stream.of(firebase().replace("$" + FIREBASE_HASH, "$AAAA"), firebase().replace("v=1", "v=2")),
				Stream.of("{keycloak}", "{keycloak}{}", "{keycloak}[]", keycloak(KEYCLOAK) + "}",
						keycloak(KEYCLOAK).replace("27500", "0"), keycloak(KEYCLOAK).replace("27500", "-1"),
						keycloak(KEYCLOAK).replace("27500", "\"27500\""),
						keycloak(KEYCLOAK).replace("27500", "1200001"),
						keycloak(KEYCLOAK).replace("27500", "99999999999"), keycloak(KEYCLOAK).replace("27500", "1.5"),
						keycloak(KEYCLOAK).replace("sha256", "md5"), keycloak(KEYCLOAK).replace("\"salt\"", "\"x\""),
						keycloak(KEYCLOAK).replace("JBIXa8hD3oCTqVWoe2i7IA==", ""),
						keycloak(KEYCLOAK).replace("dSKb", "d?Kb"),
						keycloak(List.of(KEYCLOAK.get(0), "{\"value\":\"AAAA\",\"salt\":\"AAAA\"}")),
						keycloak(KEYCLOAK_ARGON2).replace("7168", "131073"),
						keycloak(KEYCLOAK_ARGON2).replace("1.3", "2"),
						keycloak(KEYCLOAK_ARGON2).replace("\"id\"", "\"x\""),
						keycloak(KEYCLOAK_ARGON2).replace("[\"1\"]", "[]"),
						keycloak(KEYCLOAK_ARGON2).replace("[\"1\"]", "1")))
			.flatMap((hashes) -> hashes);
	}

	private static String firebase() {
		return "$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=%s$%s$%s".formatted(FIREBASE_SIGNER_KEY, FIREBASE_SALT,
				FIREBASE_HASH);
	}

	private static String keycloak(List<String> columns) {
		return "{keycloak}{\"credential_data\":%s,\"secret_data\":%s}".formatted(columns.get(0), columns.get(1));
	}

}
