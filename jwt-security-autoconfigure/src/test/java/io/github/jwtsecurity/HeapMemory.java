package io.github.jwtsecurity;

import java.lang.management.ManagementFactory;

/**
 * The heap of this process, for benchmarks.
 */
public final class HeapMemory {

	private HeapMemory() {
	}

	/**
	 * What is left after a garbage collection.
	 * @return bytes
	 */
	public static long used() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
