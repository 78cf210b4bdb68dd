package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.test.AutoConfigureTestTokens;
import io.github.jwtsecurity.test.TestTokens;
import io.github.jwtsecurity.test.attack.AttackKit;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest(NoteController.class)
@AutoConfigureTestTokens
@Import(Notes.class)
class NoteAttackTests {

	@Test
	void attacksAreRefused(@Autowired MockMvc mockMvc, @Autowired TestTokens tokens) {
		AttackKit.of(mockMvc, tokens).attack("/api/{user_id}/notes");
	}

}
