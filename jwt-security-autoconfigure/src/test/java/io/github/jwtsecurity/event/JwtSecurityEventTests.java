package io.github.jwtsecurity.event;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class JwtSecurityEventTests {

	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.audit.TestEvents#all")
	void writeAsJsonThenComponentsOfTheRecordOnly(JwtSecurityEvent event) {
		Map<String, Object> json = JsonMapper.shared().convertValue(event, new TypeReference<>() {
		});
		assertThat(json.keySet()).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(event.getClass().getRecordComponents()).map(RecordComponent::getName).toList());
	}

}
