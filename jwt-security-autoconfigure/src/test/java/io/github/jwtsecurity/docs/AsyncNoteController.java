package io.github.jwtsecurity.docs;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.github.jwtsecurity.ownership.CurrentUserId;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@RestController
class AsyncNoteController {

	private final Notes notes;

	private final NoteReports reports;

	private final Executor executor;

	AsyncNoteController(Notes notes, NoteReports reports, @Qualifier("applicationTaskExecutor") Executor executor) {
		this.notes = notes;
		this.reports = reports;
		this.executor = executor;
	}

	@GetMapping("/later/notes")
	CompletableFuture<List<String>> later(@CurrentUserId String userId) {
		return CompletableFuture.supplyAsync(() -> this.notes.of(userId));
	}

	@GetMapping("/reports/async")
	CompletableFuture<String> async() {
		return this.reports.ofCurrentUser();
	}

	@GetMapping("/reports/callable")
	Callable<String> callable() {
		return this.reports::create;
	}

	@GetMapping("/reports/web-async-task")
	WebAsyncTask<String> webAsyncTask() {
		return new WebAsyncTask<>(this.reports::create);
	}

	@GetMapping("/reports/streaming")
	StreamingResponseBody streaming() {
		return (body) -> body.write(this.reports.create().getBytes());
	}

	@GetMapping("/reports/executor")
	CompletableFuture<String> executor() {
		return CompletableFuture.supplyAsync(this.reports::create, this.executor);
	}

	@GetMapping("/reports/wrapped")
	CompletableFuture<String> wrapped() {
		return CompletableFuture.supplyAsync(this.reports::create,
				new DelegatingSecurityContextExecutor(new SimpleAsyncTaskExecutor()));
	}

	@GetMapping("/reports/common-pool")
	CompletableFuture<String> commonPool() {
		return CompletableFuture.supplyAsync(this.reports::create);
	}

	@GetMapping("/reports/deferred")
	DeferredResult<String> deferred() {
		DeferredResult<String> result = new DeferredResult<>();
		complete(result, this.reports::create);
		return result;
	}

	private static void complete(DeferredResult<String> result, Supplier<String> report) {
		CompletableFuture.supplyAsync(report).whenComplete((text, failure) -> {
			if (failure != null) {
				result.setErrorResult(failure.getCause());
			}
			else {
				result.setResult(text);
			}
		});
	}

}
