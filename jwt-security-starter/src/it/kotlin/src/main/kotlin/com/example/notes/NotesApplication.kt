package com.example.notes

import io.github.jwtsecurity.ownership.CurrentUserId
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.RestController

@SpringBootApplication
class NotesApplication

fun main(args: Array<String>) {
    runApplication<NotesApplication>(*args)
}

@RestController
class NoteController {

    @GetMapping("/api/{user_id}/notes")
    fun list(@CurrentUserId userId: String): List<String> = listOf("a note of $userId")

}
