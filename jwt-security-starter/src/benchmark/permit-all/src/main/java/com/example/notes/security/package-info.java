/**
 * Spring Security without any rule, which shows the cost of the filter chain alone.
 */
@NullMarked
package com.example.notes.security;

import org.jspecify.annotations.NullMarked;
