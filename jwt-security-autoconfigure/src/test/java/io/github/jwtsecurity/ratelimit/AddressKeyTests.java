package io.github.jwtsecurity.ratelimit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AddressKey}: addresses that share a bucket.
 */
class AddressKeyTests {

	@ParameterizedTest
	@CsvSource({ "203.0.113.7, 203.0.113.7", "127.0.0.1, 127.0.0.1", "255.255.255.255, 255.255.255.255",
			"2001:db8:1:2:3:4:5:6, 20010db800010002/64", "2001:db8:1:2::, 20010db800010002/64",
			"2001:DB8:1:2:FFFF::1, 20010db800010002/64", "2001:db8:1:3::1, 20010db800010003/64",
			"fe80::1%eth0, fe80000000000000/64", "0:0:0:0:0:0:0:1, 0000000000000000/64",
			"::ffff:203.0.113.7, 203.0.113.7", "::ffff:cb00:7107, 203.0.113.7", "0:0:0:0:0:ffff:cb00:7107, 203.0.113.7",
			"64:ff9b::203.0.113.7, 203.0.113.7", "64:ff9b::cb00:7107, 203.0.113.7", "64:ff9b:1::1, 0064ff9b00010000/64",
			"[2001:db8:1:2::1], 20010db800010002/64", "[2001:db8:1:2::1]:4711, 20010db800010002/64",
			"203.0.113.7:4711, 203.0.113.7", "[203.0.113.7:4711], 203.0.113.7",
			"[::ffff:203.0.113.7]:80, 203.0.113.7" })
	void ofWhenAddressThenItOrItsNetwork(String address, String key) {
		assertThat(AddressKey.of(address)).isEqualTo(key);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "unknown", "localhost", "example.com", "_hidden", "203.0.113", "203.0.113.256",
			"203.0.113.7.", "203.0.113.7:", "203.0.113.7:123456", "[2001:db8::1", "[[2001:db8::1]]", "[]", "1",
			"3405803783", "0x7f.1", "::1::", ":", ":::", ".:1", "2001:db8::1/64", "2001:db8::g", "face", "0.0.0.0",
			"::", "1.2.3.4.5", "203.0.113.7, 10.0.0.1" })
	void ofWhenNotAnAddressThenTheOneForAllOfThem(String text) {
		assertThat(AddressKey.of(text)).isEqualTo(AddressKey.UNKNOWN);
	}

}
