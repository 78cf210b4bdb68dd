/**
 * The service that the benchmarks call. It is the same whatever secures it.
 */
@NullMarked
package com.example.notes;

import org.jspecify.annotations.NullMarked;
