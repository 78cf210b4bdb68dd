package io.github.jwtsecurity.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * An SMTP server that answers as a script says, without the extension for addresses of
 * all languages (RFC 6531).
 */
final class ScriptedSmtpServer implements AutoCloseable {

	private final ServerSocket server;

	private final UnaryOperator<String> script;

	final List<String> commands = new CopyOnWriteArrayList<>();

	/**
	 * Starts a server.
	 * @param script the answer to each command, empty for none
	 */
	ScriptedSmtpServer(UnaryOperator<String> script) {
		this.script = script;
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::serve, "smtp");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.server.getLocalPort();
	}

	private void serve() {
		while (!this.server.isClosed()) {
			try (Socket socket = this.server.accept()) {
				serve(socket);
			}
			catch (IOException ex) {
				// The client or the test has ended the connection.
			}
		}
	}

	private void serve(Socket socket) throws IOException {
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
		String command = "CONNECT";
		while (command != null) {
			this.commands.add(command);
			String answer = this.script.apply(command);
			if (!answer.isEmpty()) {
				socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
				socket.getOutputStream().flush();
			}
			command = reader.readLine();
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
