/**
 * The service that the benchmarks call, which is the same with every kind of security.
 */
@NullMarked
package com.example.notes;

import org.jspecify.annotations.NullMarked;
