package com.example.notes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class NotesApplicationTests {

	@Test
	void startWhenReactiveThenFailsAndSaysWhy(CapturedOutput output) {
		assertThatException().isThrownBy(() -> SpringApplication
			.run(NotesApplication.class, "--server.port=0", "--jwt-security.secret=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n")
			.close());
		assertThat(output).contains("APPLICATION FAILED TO START", "reactive web application",
				"spring-boot-starter-webmvc");
	}

}
