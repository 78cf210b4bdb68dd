package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.test.GuardedRouteCalls;
import io.github.jwtsecurity.test.GuardedRouteTests;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * The generated tests over MockMvc, with settings.
 */
@ContextConfiguration(classes = { NoteServer.Library.class, TaskController.class })
@TestPropertySource(properties = { "jwt-security.secret=" + TestTokens.SECRET })
@SpringBootTest
@AutoConfigureMockMvc
@GuardedRouteCalls(owner = "ada", other = "grace", authorities = "SCOPE_tasks", variables = "task_id=T-42")
class TaskRouteTests implements GuardedRouteTests {

}
