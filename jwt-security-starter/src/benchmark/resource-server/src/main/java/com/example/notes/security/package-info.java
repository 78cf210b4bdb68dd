/**
 * Spring Security's resource server, with what it lacks written by hand.
 */
@NullMarked
package com.example.notes.security;

import org.jspecify.annotations.NullMarked;
