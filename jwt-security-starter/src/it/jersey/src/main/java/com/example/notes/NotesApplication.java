package com.example.notes;

import java.util.Set;

import io.github.jwtsecurity.ownership.CurrentUserId;
import io.github.jwtsecurity.web.ProblemDetailCustomizer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.glassfish.jersey.server.ResourceConfig;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class NotesApplication {

	public static void main(String[] args) {
		SpringApplication.run(NotesApplication.class, args);
	}

	/**
	 * A customizer that adds a member to each refusal.
	 */
	@Bean
	ProblemDetailCustomizer support() {
		return (problem, request) -> problem.setProperty("support", "https://example.com/support");
	}

	static ResourceConfig resources() {
		return new ResourceConfig(Notes.class, Tree.class, CatchAll.class);
	}

	/**
	 * An application without features of Jersey.
	 */
	public static class Plain extends Application {

		@Override
		public Set<Class<?>> getClasses() {
			return Set.of(Notes.class, Tree.class, CatchAll.class);
		}

	}

	@Path("/api/{user_id}/notes")
	public static class Notes {

		@GET
		public String list(@PathParam("user_id") String userId) {
			return "a note of " + userId;
		}

		@POST
		public String add(@PathParam("user_id") String userId, String text) {
			return "a note of " + userId;
		}

		@GET
		@Path("{rest: .+}")
		public String rest(@PathParam("user_id") String userId) {
			return "a note of " + userId;
		}

	}

	@Path("/tree")
	public static class Tree {

		@GET
		@Path("me")
		public String me(@Context SecurityContext context) {
			return context.getUserPrincipal().getName();
		}

		@Path("{any}")
		public Object locate() {
			return new Leaf();
		}

	}

	public static class Leaf {

		@GET
		@Path("{user_id: [a-z/]+}/leaf")
		public String get(@PathParam("user_id") String userId) {
			return "a leaf of " + userId;
		}

	}

	@Path("/me")
	public static class Annotated {

		@POST
		public String call(@CurrentUserId String userId) {
			return userId;
		}

	}

	@Path("/search")
	public static class Search {

		@GET
		public String search(@QueryParam("user_id") String userId, @QueryParam("text") String text) {
			return "notes of " + userId;
		}

	}

	/**
	 * An exception mapper as many applications have it.
	 */
	public static class CatchAll implements ExceptionMapper<RuntimeException> {

		@Override
		public Response toResponse(RuntimeException exception) {
			return Response.ok("caught").build();
		}

	}

}
