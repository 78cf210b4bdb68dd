package io.github.jwtsecurity.docs;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

@Configuration(proxyBeanMethods = false)
class MemberTokens {

	@Bean
	OAuth2TokenCustomizer<JwtEncodingContext> accessTokenCustomizer() {
		return (context) -> {
			if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())
					&& context.getPrincipal().getPrincipal() instanceof Member member) {
				context.getClaims()
					.audience(List.of("tasks"))
					.claim("user_id", member.id())
					.claim("email", member.email());
			}
		};
	}

}
