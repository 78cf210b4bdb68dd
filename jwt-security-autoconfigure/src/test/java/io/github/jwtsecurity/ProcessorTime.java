package io.github.jwtsecurity;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * The processor time of a process, for benchmarks.
 */
public final class ProcessorTime {

	private ProcessorTime() {
	}

	/**
	 * Returns the processor time of a process and its running descendants.
	 * @param process the process
	 * @return the time that they have used since their start, in user mode and in the
	 * kernel
	 */
	public static Duration of(ProcessHandle process) {
		return Stream.concat(Stream.of(process), process.descendants())
			.flatMap((part) -> part.info().totalCpuDuration().stream())
			.reduce(Duration.ZERO, Duration::plus);
	}

}
