package io.github.jwtsecurity.sample.web;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The scripts, styles and pictures of the web page. Their common path contains a hash of
 * all of them. Therefore, browsers can keep them, and a script imports others of the same
 * version with relative paths.
 */
@Component
final class PageAssets implements WebMvcConfigurer {

	private static final String LOCATION = "classpath:/page/assets/";

	private final String path;

	PageAssets() throws IOException, NoSuchAlgorithmException {
		this.path = "assets/" + hash(files()) + "/";
	}

	/**
	 * Returns the path of the files, relative to the context path.
	 */
	String path() {
		return this.path;
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/" + this.path + "**")
			.addResourceLocations(LOCATION)
			.setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
	}

	/**
	 * Returns a text that changes with the content of the files.
	 */
	static String hash(Resource... files) throws IOException, NoSuchAlgorithmException {
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		for (Resource file : files) {
			digest.update(MessageDigest.getInstance("SHA-256").digest(file.getContentAsByteArray()));
		}
		return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
	}

	private static Resource[] files() throws IOException {
		return Stream.of(new PathMatchingResourcePatternResolver().getResources(LOCATION + "**/*.*"))
			.sorted(Comparator.comparing(Resource::getDescription))
			.toArray(Resource[]::new);
	}

}
