package io.github.jwtsecurity.web;

import java.util.List;

/**
 * The settings of all filter chains.
 *
 * @param requireHttps whether plain HTTP is refused
 * @param allowedOrigins the origins whose pages may send requests
 * @hidden
 */
public record WebSettings(boolean requireHttps, List<String> allowedOrigins) {
}
