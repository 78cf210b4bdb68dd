package io.github.jwtsecurity.account.password;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.matchers.DictionaryLoader;

import org.springframework.util.function.SingletonSupplier;

/**
 * The list of common passwords of zxcvbn, in lower case. It is loaded when the first
 * password is compared with it.
 */
final class CommonPasswords {

	private final SingletonSupplier<Set<String>> passwords;

	CommonPasswords() {
		DictionaryLoader loader = StandardDictionaries.PASSWORDS_LOADER;
		this.passwords = SingletonSupplier.of(() -> read(loader));
	}

	/**
	 * Returns whether a password is listed, or is a repetition of a listed password or of
	 * one character, whose last part may be incomplete. The case is ignored. The password
	 * is compared as a whole: it may contain a listed password.
	 * @param password the password
	 */
	boolean contain(String password) {
		String text = password.toLowerCase(Locale.ROOT);
		Set<String> listed = this.passwords.obtain();
		for (int period = 1; period <= text.length(); period++) {
			if (text.regionMatches(0, text, period, text.length() - period)
					&& (period == 1 || listed.contains(text.substring(0, period)))) {
				return true;
			}
		}
		return false;
	}

	private static Set<String> read(DictionaryLoader loader) {
		try {
			return Set.copyOf(loader.load().getFrequencies());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
