package com.example.notes

import io.github.jwtsecurity.token.AccessTokenIssuer
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.SpringBootVersion
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment
import org.springframework.boot.test.web.server.LocalServerPort
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = ["JWT_SECRET=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n"]
)
class NotesApplicationTests(@Autowired val tokens: AccessTokenIssuer, @LocalServerPort val port: Int) {

    @Test
    fun controllerAndChainInKotlinThenTheGuard() {
        val token = tokens.issue("alice", "alice@example.com", Duration.ofHours(1)).tokenValue
        assertThat(get("/api/alice/notes", null).statusCode()).isEqualTo(401)
        assertThat(get("/api/bob/notes", token).statusCode()).isEqualTo(403)
        assertThat(get("/api/alice/notes", token).body()).isEqualTo("[\"a note of alice\"]")
        assertThat(get("/news/today", null).statusCode()).isEqualTo(404)
    }

    @Test
    fun springBootIsTheOldestSupportedVersion() {
        assertThat(SpringBootVersion.getVersion()).startsWith("4.0.")
    }

    private fun get(path: String, token: String?): HttpResponse<String> {
        val request = HttpRequest.newBuilder(URI.create("http://localhost:$port$path"))
        token?.let { request.header("Authorization", "Bearer $it") }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString())
    }

}
