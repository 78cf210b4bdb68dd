/**
 * What is compared with the starter.
 */
package com.example.notes.security;
