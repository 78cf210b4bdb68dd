package io.github.jwtsecurity.account.password;

import java.util.List;
import java.util.Map;

/**
 * Hashes that other programs created: argon2-cffi, the Python packages bcrypt and hashlib
 * (OpenSSL), and Better Auth.
 */
public final class StoredHashes {

	public static final String PASSWORD = "Gr\u00FC\u00DFe-7 \u041A\u043E\u0442 \uD83D\uDC08";

	static final String BETTER_AUTH_PASSWORD = "correct horse battery staple";

	/** The hashes with the parameters of new hashes. */
	public static final Map<String, String> CURRENT = Map.of("argon2",
			"{argon2}$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$M/LqtT9CBU99lZjFbhMfiy8N7W/zN69RbSzKjzqa42g",
			"bcrypt", "{bcrypt}$2a$12$Bk/ldgCxUXaRPccKMKleWeeGVYTTan1XBiBoelWrD8XpZE7bJLMja", "scrypt",
			"{scrypt}$110801$AAECAwQFBgcICQoLDA0ODw==$gAG1ZuhzX/UC4PlRuAajBhS8GeIG7s8hkQG5LGoo/6A=", "pbkdf2",
			"{pbkdf2}$pbkdf2-sha256$i=600000$AAECAwQFBgcICQoLDA0ODw$7DOAPcpub0NPXmtG/P8TrulE+qySorljQbUVNi4Avso");

	/** The hashes with the weakest parameters. */
	static final Map<String, String> WEAK = Map.of("argon2",
			"{argon2}$argon2id$v=19$m=1024,t=1,p=1$AAECAwQFBgcICQoLDA0ODw$b0luGsOnmXoerm2qXXx++ubWjg4OkJ4Igobt4puvc1U",
			"bcrypt", "{bcrypt}$2b$04$6gRiMtlVZVKrBB9w3kj/H.osZJxb/Q0JN8wGpfY2hC0NeojgalkeG", "scrypt",
			"{scrypt}$a0801$AAECAwQFBgcICQoLDA0ODw==$e4RBXbmSK7OaYD2H4Mjq51fXGGKaZhY+O1/raUNmKRY=", "pbkdf2",
			"{pbkdf2}$pbkdf2-sha256$i=1000$AAECAwQFBgcICQoLDA0ODw$mljPm4TcbB8zQct4Oqzm4Tm4qVMJkDrXSI2Ju4v61M8");

	/** The hashes that are weaker or stronger than new ones in other ways. */
	static final List<String> OTHERS = List.of(
			"{argon2}$argon2i$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$AEOjxvfeezGfHL9dymZ3v7XBbJvEd/Mul4M10oYMzi0",
			"{argon2}$argon2d$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$nBlYHvnP9axjOcN1J5iuxAOidlUdhmWO/HojtK3B3nk",
			"{argon2}$argon2id$v=16$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$FcHqYNR16QiCkDVi0Sc1a1STTT87z6usL/4TflosePE",
			"{argon2}$argon2id$v=19$m=65536,t=3,p=4$AAECAwQFBgcICQoLDA0ODw$CyMSn5z9Y1vA4/uZGPr2/jMGXKyaRnN+y0VfQQY1YhA",
			"{argon2}$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgc$jWIEv0lFjklfbHxFhNneUDV1oNeTu7KLXfNvbrTQcAw",
			"{argon2}$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$W0XZGAK3ZH9f9dQYjejrJw",
			"{bcrypt}$2a$10$cn1eWxdDTh3GQ4JKCmZ9TemedF.8uHoMaiOb1IT7tBjbNFmWVTrhG",
			"{bcrypt}$2b$13$1E.eLzkvzuZMswu5Fg9ni.OoUQQVcXEfK5OxoKvKV9p24pcS.xv0u",
			"{scrypt}$e0805$AAECAwQFBgcICQoLDA0ODw==$XET7IVeEn7Rs7TyJcvty84fS9hOYm3tR7vlhjPK2lP8=",
			"{pbkdf2}$pbkdf2-sha256$i=310000$AAECAwQFBgcICQoLDA0ODw$0TNO3h5yWKYt2Orj+rBUhYKAa4psny98SRQqzxzbBrA");

	static final String BETTER_AUTH = "{better-auth}4f8a55107e5f30d7ae951dc3e7ba136e:88f4841ce459e8cf100bedc907163eaf386a73bb5b02a95f6fa50b79717780b30c2ad6a0c8544020d1e0f607d406f71d2a4be7faa023c3f1bc341f0aa54ceecd";

	/** The hash of the letter a repeated 72 times. */
	static final String BCRYPT_OF_72_BYTES = "{bcrypt}$2a$04$FBDPHTy02/CdxiYumb8AleoDtcRQL6mxJTV4Lwm6iLImw3Y/EfQjW";

	private StoredHashes() {
	}

	/**
	 * Returns unusable hashes: without a known form, incomplete, or so expensive that a
	 * single one would block the service.
	 */
	static List<String> unreadable() {
		String salt = "AAECAwQFBgcICQoLDA0ODw";
		String key = "M/LqtT9CBU99lZjFbhMfiy8N7W/zN69RbSzKjzqa42g";
		String bcrypt = ".".repeat(53);
		return List.of("plain", "{", "}", "{}", "{}plain", "{argon2", "{noop}plain", "{ARGON2}x", "{unknown}x",
				WEAK.get("argon2").substring("{argon2}".length()), " " + WEAK.get("argon2"),
				"{argon2}" + WEAK.get("argon2"), "{argon2}", "{argon2}$", "{argon2}$argon2id$v=19$m=19456,t=2,p=1",
				"{argon2}$argon2id$v=19$m=19456,t=2,p=1$" + salt,
				"{argon2}$argon2id$m=19456,t=2,p=1$" + salt + "$" + key,
				"{argon2}$argon2x$v=19$m=19456,t=2,p=1$" + salt + "$" + key,
				"{argon2}$argon2id$v=20$m=19456,t=2,p=1$" + salt + "$" + key,
				"{argon2}$argon2id$v=19$m=19456,t=2,p=0$" + salt + "$" + key,
				"{argon2}$argon2id$v=19$m=-1,t=2,p=1$" + salt + "$" + key,
				"{argon2}$argon2id$v=19$m=2147483647,t=2,p=1$" + salt + "$" + key,
				"{argon2}$argon2id$v=19$m=131073,t=1,p=1$" + salt + "$" + key,
				"{argon2}$argon2id$v=19$m=131072,t=5,p=1$" + salt + "$" + key,
				"{argon2}$argon2id$v=19$m=19456,t=99999999999,p=1$" + salt + "$" + key,
				"{argon2}$argon2id$v=19$m=19456,t=2,p=1$" + salt + "A$" + key + "AA",
				"{argon2}$argon2id$v=19$m=19456,t=2,p=1$" + salt + "$" + key + "\n", "{bcrypt}", "{bcrypt}$2a$12$",
				"{bcrypt}$2x$12$" + bcrypt, "{bcrypt}$2a$03$" + bcrypt, "{bcrypt}$2a$16$" + bcrypt,
				"{bcrypt}$2a$99$" + bcrypt, "{bcrypt}$2a$12$" + bcrypt + ".", "{scrypt}", "{scrypt}$$$",
				"{scrypt}$xyz$AAAA$AAAA", "{scrypt}$" + scrypt("0"), "{scrypt}$" + scrypt("801"),
				"{scrypt}$" + scrypt("110800"), "{scrypt}$" + scrypt("110001"), "{scrypt}$" + scrypt("110901"),
				"{scrypt}$" + scrypt("120801"), "{scrypt}$" + scrypt("100101"), "{scrypt}$" + scrypt("1e0801"),
				"{scrypt}$" + scrypt("1108ff"), "{scrypt}$" + scrypt("ffffffffffffffffff"),
				"{scrypt}$110801$AAECAwQFBgcICQoLDA0ODw==$AAAA",
				"{scrypt}$110801$AAEC=wQFBgcICQoLDA0ODw==$e4RBXbmSK7OaYD2H4Mjq51fXGGKaZhY+O1/raUNmKRY=", "{pbkdf2}",
				"{pbkdf2}5d4d4d4d4d", "{pbkdf2}$pbkdf2-sha256$i=600000$" + salt,
				"{pbkdf2}$pbkdf2-sha1$i=600000$" + salt + "$" + key,
				"{pbkdf2}$pbkdf2-sha256$i=2400001$" + salt + "$" + key,
				"{pbkdf2}$pbkdf2-sha256$i=99999999999$" + salt + "$" + key,
				"{pbkdf2}$pbkdf2-sha256$i=600000$" + salt + "AAA$" + key, "{better-auth}", "{better-auth}:",
				BETTER_AUTH + "0");
	}

	private static String scrypt(String parameters) {
		return parameters + "$AAECAwQFBgcICQoLDA0ODw==$e4RBXbmSK7OaYD2H4Mjq51fXGGKaZhY+O1/raUNmKRY=";
	}

}
