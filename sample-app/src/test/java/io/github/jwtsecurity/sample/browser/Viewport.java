package io.github.jwtsecurity.sample.browser;

import java.util.Map;

/**
 * A size of the page in CSS pixels.
 */
enum Viewport {

	PHONE(390, 844, true), DESKTOP(1280, 900, false);

	private final int width;

	private final int height;

	private final boolean mobile;

	Viewport(int width, int height, boolean mobile) {
		this.width = width;
		this.height = height;
		this.mobile = mobile;
	}

	int width() {
		return this.width;
	}

	/**
	 * Returns the parameters of {@code Emulation.setDeviceMetricsOverride}. The page of a
	 * mobile device is as wide as its {@code meta} element says.
	 */
	Map<String, Object> metrics() {
		return Map.of("width", this.width, "height", this.height, "deviceScaleFactor", 1, "mobile", this.mobile);
	}

}
