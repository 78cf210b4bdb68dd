package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.sample.SampleApplication;
import io.github.jwtsecurity.test.AutoConfigureTestTokens;
import io.github.jwtsecurity.test.TestTokens;
import io.github.jwtsecurity.test.attack.AttackKit;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureTestTokens
class TaskAttackTests {

	@Test
	void attacksAreRefused(@LocalServerPort int port, @Autowired TestTokens tokens) {
		AttackKit.of("http://localhost:" + port, tokens).attack("/api/{user_id}/tasks");
	}

}
