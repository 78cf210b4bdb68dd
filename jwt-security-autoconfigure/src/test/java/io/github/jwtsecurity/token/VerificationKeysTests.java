package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VerificationKeys} with points of curves.
 */
class VerificationKeysTests {

	@ParameterizedTest
	@MethodSource
	void problemWhenKeyPairIsGeneratedThenNone(JWK key) {
		assertThat(VerificationKeys.problem(key.toPublicJWK())).isNull();
	}

	static Stream<JWK> problemWhenKeyPairIsGeneratedThenNone() {
		return Stream.of(SigningKeys.ec("ec", Curve.P_256), SigningKeys.ec("ec", Curve.P_384),
				SigningKeys.ec("ec", Curve.P_521), SigningKeys.ed25519("ed"));
	}

	@Test
	void problemWhenEcCoordinateIsNotReducedThenNoPoint() {
		ECKey key = SigningKeys.ec("ec", Curve.P_521);
		BigInteger prime = BigInteger.TWO.pow(521).subtract(BigInteger.ONE);
		Base64URL x = Base64URL.encode(key.getX().decodeToBigInteger().add(prime));
		Base64URL y = Base64URL.encode(key.getY().decodeToBigInteger().add(prime));
		assertThat(VerificationKeys.problem(new ECKey.Builder(Curve.P_521, x, key.getY()).build()))
			.isEqualTo("not a point of its curve");
		assertThat(VerificationKeys.problem(new ECKey.Builder(Curve.P_521, key.getX(), y).build()))
			.isEqualTo("not a point of its curve");
	}

	@ParameterizedTest
	@CsvSource({ "'',key 'ed': not a point of its curve", "01,key 'ed': not a point of its curve",
			"0200000000000000000000000000000000000000000000000000000000000000,key 'ed': not a point of its curve",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f,key 'ed': not a point of its curve",
			"0000000000000000000000000000000000000000000000000000000000000000,key 'ed': a point that belongs to no key pair",
			"0100000000000000000000000000000000000000000000000000000000000000,key 'ed': a point that belongs to no key pair",
			"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa,key 'ed': a point that belongs to no key pair" })
	void ofWhenEd25519KeyIsUnusableThenNamed(String x, String problem) {
		VerificationKeys keys = VerificationKeys.of(List.of(Map.of("kty", "OKP", "crv", "Ed25519", "kid", "ed", "x",
				Base64URL.encode(HexFormat.of().parseHex(x)).toString())));
		assertThat(keys.usable()).isEmpty();
		assertThat(keys.refused()).containsExactly(problem);
	}

}
