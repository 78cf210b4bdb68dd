package io.github.jwtsecurity.sample.browser;

import java.util.List;

import org.openqa.selenium.JavascriptExecutor;

/**
 * A check of the width of a page.
 */
final class Layout {

	private static final String OVERFLOW = """
			const { clientWidth, scrollWidth } = document.documentElement;
			const width = Math.min(clientWidth, arguments[0]);
			const nameOf = (element) => [element.localName + (element.id && `#${element.id}`), ...element.classList].join('.');
			const wide = [...document.querySelectorAll('body, body *')]
			  .filter((element) => element.checkVisibility())
			  .map((element) => [nameOf(element), Math.floor(element.getBoundingClientRect().right + scrollX)])
			  .filter(([, right]) => right > width)
			  .map(([name, right]) => `${name} ends at ${right} of ${width}`);
			return Math.max(clientWidth, scrollWidth) > width
			  ? [`The page is ${Math.max(clientWidth, scrollWidth)} wide of ${width}`, ...wide] : wide;
			""";

	private Layout() {
	}

	/**
	 * Returns the parts of a page that are not in the window without scrolling sideways.
	 * @param page the page
	 * @param width the width of the window in CSS pixels
	 */
	static List<String> overflow(JavascriptExecutor page, int width) {
		return ((List<?>) page.executeScript(OVERFLOW, width)).stream().map(String::valueOf).toList();
	}

}
