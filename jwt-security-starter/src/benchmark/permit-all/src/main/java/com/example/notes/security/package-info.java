/**
 * Spring Security without any rule: what the filter chain costs by itself.
 */
@NullMarked
package com.example.notes.security;

import org.jspecify.annotations.NullMarked;
