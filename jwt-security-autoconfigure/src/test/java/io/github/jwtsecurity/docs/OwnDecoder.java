package io.github.jwtsecurity.docs;

import java.security.interfaces.RSAPublicKey;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

@Configuration(proxyBeanMethods = false)
class OwnDecoder {

	@Bean
	JwtDecoder jwtDecoder(RSAPublicKey issuerKey) {
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withPublicKey(issuerKey).build();
		decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer("https://issuer.example"));
		return decoder;
	}

}
