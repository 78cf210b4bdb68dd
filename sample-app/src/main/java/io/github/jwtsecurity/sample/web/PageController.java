package io.github.jwtsecurity.sample.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.github.jwtsecurity.account.AccountService;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.HtmlUtils;

/**
 * A controller for the web page. A script of the page shows the content of each address.
 */
@Controller
final class PageController {

	/**
	 * The policy of the page: no inline code, no text that becomes code, and no request
	 * to another host.
	 */
	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "connect-src 'self'; img-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'; "
			+ "require-trusted-types-for 'script'; trusted-types 'none'";

	private static final String PERMISSIONS_POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

	private final String template;

	private final ObjectProvider<AccountService> accounts;

	/**
	 * Creates a controller.
	 * @param assets the files of the page
	 * @param accounts the service of accounts, if this application has accounts of its
	 * own
	 */
	PageController(PageAssets assets, ObjectProvider<AccountService> accounts) throws IOException {
		this.template = new ClassPathResource("page/index.html").getContentAsString(StandardCharsets.UTF_8)
			.replace("{assets}", assets.path());
		this.accounts = accounts;
	}

	@GetMapping({ "/", "/login", "/signup", "/tasks", "/tasks/{task_id}", "/account", "/verify", "/reset", "/email" })
	ResponseEntity<String> page(HttpServletRequest request) {
		return ResponseEntity.ok()
			.contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
			.cacheControl(CacheControl.noStore())
			.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
			.header("Permissions-Policy", PERMISSIONS_POLICY)
			.header("Referrer-Policy", "no-referrer")
			.body(this.template.replace("{base}", HtmlUtils.htmlEscape(request.getContextPath() + "/"))
				.replace("{mode}", (this.accounts.getIfAvailable() != null) ? "accounts" : "tokens"));
	}

}
