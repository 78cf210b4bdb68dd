package io.github.jwtsecurity;

import java.lang.management.ManagementFactory;

/**
 * The heap of this process, for benchmarks.
 */
public final class HeapMemory {

	private HeapMemory() {
	}

	/**
	 * Returns the heap in use after a garbage collection.
	 * @return the number of bytes
	 */
	public static long used() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
