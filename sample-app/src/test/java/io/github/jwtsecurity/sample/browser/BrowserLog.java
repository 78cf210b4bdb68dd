package io.github.jwtsecurity.sample.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.remote.Command;
import org.openqa.selenium.remote.DriverCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The console messages and the requests of all pages in a browser.
 */
final class BrowserLog {

	private static final JsonMapper MAPPER = new JsonMapper();

	private final URI address;

	private final List<Message> messages = new ArrayList<>();

	private final Set<String> requests = new LinkedHashSet<>();

	private final List<String> expected = new ArrayList<>();

	private final List<String> servers = new ArrayList<>();

	/**
	 * Creates a log.
	 * @param address the address of the sample, which ends with a slash
	 */
	BrowserLog(URI address) {
		this.address = address;
	}

	void expect(String part) {
		this.expected.add(part);
	}

	/**
	 * Allows requests to another server.
	 * @param address the start of their addresses
	 */
	void expectServer(String address) {
		this.servers.add(address);
	}

	/**
	 * Fetches what the browser has logged since the last call.
	 */
	void fetch(ChromeDriver driver) {
		for (Map<?, ?> entry : entries(driver, LogType.BROWSER)) {
			this.messages.add(new Message(String.valueOf(entry.get("level")), String.valueOf(entry.get("source")),
					String.valueOf(entry.get("message"))));
		}
		for (Map<?, ?> entry : entries(driver, LogType.PERFORMANCE)) {
			JsonNode event = MAPPER.readTree(String.valueOf(entry.get("message"))).path("message");
			JsonNode parameters = event.path("params");
			switch (event.path("method").asString("")) {
				case "Network.requestWillBeSent" -> addRequest(parameters.path("request").path("url").asString(),
						parameters.path("documentURL").asString(""));
				case "Network.webSocketCreated" -> addRequest(parameters.path("url").asString(), "");
				default -> {
				}
			}
		}
	}

	/**
	 * Sends the command itself, since the log entries of Selenium have no source.
	 */
	private static List<Map<?, ?>> entries(ChromeDriver driver, String type) {
		Command command = new Command(driver.getSessionId(), DriverCommand.GET_LOG, Map.of("type", type));
		try {
			List<Map<?, ?>> entries = new ArrayList<>();
			for (Object entry : (List<?>) driver.getCommandExecutor().execute(command).getValue()) {
				entries.add((Map<?, ?>) entry);
			}
			return entries;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Adds a request, unless it is of a page of the browser itself, such as an error.
	 */
	private void addRequest(String url, String document) {
		if (!document.startsWith("chrome")) {
			this.requests.add(url);
		}
	}

	/**
	 * Returns the errors that no test expects, and the requests to other servers.
	 */
	List<String> problems() {
		return Stream
			.concat(this.messages.stream().filter(this::isProblem).map(Message::toString),
					this.requests.stream()
						.filter((request) -> !isLocal(request))
						.map("request to another server: "::concat))
			.toList();
	}

	private boolean isProblem(Message message) {
		return message.isError() && !isResponseOfTheApi(message)
				&& this.expected.stream().noneMatch(message.text()::contains);
	}

	/**
	 * Returns whether Chromium reports that a call of the API has failed, which it does
	 * for each status above 399.
	 */
	private boolean isResponseOfTheApi(Message message) {
		return message.source().equals("network") && message.text().startsWith(this.address.resolve("api/").toString());
	}

	private boolean isLocal(String url) {
		String text = url.startsWith("blob:") ? url.substring("blob:".length()) : url;
		return text.startsWith(this.address.resolve("/").toString()) || text.startsWith("data:")
				|| text.startsWith("about:") || this.servers.stream().anyMatch(text::startsWith);
	}

	/**
	 * Returns the messages in the console, one per line.
	 */
	String console() {
		return String.join("\n", this.messages.stream().map(Message::toString).toList());
	}

	/**
	 * A message in the console.
	 *
	 * @param level the level, such as {@code SEVERE}
	 * @param source the source, such as {@code network} or {@code console-api}
	 * @param text the address and the text
	 */
	private record Message(String level, String source, String text) {

		/**
		 * Returns whether the message is an error, or a violation of a
		 * Content-Security-Policy that is only reported.
		 */
		private boolean isError() {
			return this.level.equals("SEVERE") || this.source.equals("security")
					|| this.text.contains("Content Security Policy");
		}

		@Override
		public String toString() {
			return "%s %s %s".formatted(this.level, this.source, this.text);
		}

	}

}
