package io.github.jwtsecurity.sample.browser;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.openqa.selenium.WebDriverException;
import org.opentest4j.TestAbortedException;

import org.springframework.core.env.Environment;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * An extension that passes a {@link Browser} with an empty profile to each parameter of
 * this type. After each test, the extension asserts that the browsers are quiet. A
 * failure describes them.
 */
public final class BrowserExtension implements ExecutionCondition, ParameterResolver, InvocationInterceptor {

	private static final Path SCREENSHOTS = Path.of("target", "browser", "screenshots");

	/**
	 * Disables a class if software is missing. Surefire reports the reason, which it does
	 * not for an assumption before all tests.
	 */
	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (context.getTestMethod().isEmpty()) {
			try {
				Chromium.assumeInstalled();
			}
			catch (TestAbortedException ex) {
				return ConditionEvaluationResult.disabled(ex.getMessage());
			}
		}
		return ConditionEvaluationResult.enabled("The software for a browser is installed");
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Browser.class;
	}

	@Override
	public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
		ChromiumProcess idle = IdleProcesses.of(context).queue().poll();
		Browser browser = Browser.in((idle != null) ? idle : Browser.start(), address(context));
		Browsers.of(context).list().add(browser);
		return browser;
	}

	private static URI address(ExtensionContext context) {
		Environment environment = SpringExtension.getApplicationContext(context).getEnvironment();
		return URI.create("http://localhost:%s%s/".formatted(environment.getProperty("local.server.port"),
				environment.getProperty("server.servlet.context-path", "")));
	}

	@Override
	public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
			ExtensionContext context) throws Throwable {
		run(invocation, context);
	}

	@Override
	public void interceptTestTemplateMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
			ExtensionContext context) throws Throwable {
		run(invocation, context);
	}

	private static void run(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
		Browsers browsers = Browsers.of(context);
		try {
			invocation.proceed();
			browsers.list().forEach(Browser::assertQuiet);
		}
		catch (TestAbortedException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new AssertionError(ex + "\n" + browsers.describe(context), ex);
		}
	}

	/**
	 * The processes that no test uses at present, which JUnit closes at the end.
	 *
	 * @param queue the processes
	 */
	private record IdleProcesses(Queue<ChromiumProcess> queue) implements AutoCloseable {

		private static IdleProcesses of(ExtensionContext context) {
			return context.getRoot()
				.getStore(Namespace.create(BrowserExtension.class))
				.computeIfAbsent(IdleProcesses.class, (type) -> new IdleProcesses(new ConcurrentLinkedQueue<>()),
						IdleProcesses.class);
		}

		@Override
		public void close() {
			this.queue.forEach(ChromiumProcess::close);
		}

	}

	/**
	 * The browsers of one test, whose processes are released at the end of the test.
	 *
	 * @param list the browsers
	 * @param idle the processes that no test uses
	 */
	private record Browsers(List<Browser> list, IdleProcesses idle) implements AutoCloseable {

		private static Browsers of(ExtensionContext context) {
			return context.getStore(Namespace.create(BrowserExtension.class, context.getUniqueId()))
				.computeIfAbsent(Browsers.class, (type) -> new Browsers(new ArrayList<>(), IdleProcesses.of(context)),
						Browsers.class);
		}

		private String describe(ExtensionContext context) {
			String name = "%s-%s-".formatted(context.getRequiredTestClass().getSimpleName(),
					context.getRequiredTestMethod().getName());
			StringBuilder description = new StringBuilder();
			for (Browser browser : this.list) {
				try {
					Path screenshot = Files.createTempFile(Files.createDirectories(SCREENSHOTS), name, ".png");
					description.append(browser.describe(screenshot)).append('\n');
				}
				catch (IOException | RuntimeException ex) {
					description.append("The browser cannot be described: ").append(ex).append('\n');
				}
			}
			return description.toString();
		}

		@Override
		public void close() {
			for (Browser browser : this.list) {
				try {
					this.idle.queue().add(browser.release());
				}
				catch (WebDriverException ex) {
					browser.close();
				}
			}
		}

	}

}
