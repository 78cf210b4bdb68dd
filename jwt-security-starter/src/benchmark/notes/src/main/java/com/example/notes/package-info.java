/**
 * The service that the benchmarks call.
 */
package com.example.notes;
