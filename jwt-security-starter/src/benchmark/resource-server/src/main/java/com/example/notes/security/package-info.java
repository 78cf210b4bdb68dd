/**
 * Spring Security's resource server, with handwritten code for its missing features.
 */
@NullMarked
package com.example.notes.security;

import org.jspecify.annotations.NullMarked;
