package io.github.jwtsecurity.account.password;

import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * A queue in which each flow, such as the logins of an account or from an address, gets
 * its turn, regardless of the number of jobs of other flows (start-time fair queueing).
 * Jobs with the same flows keep their order. A flow without jobs takes no memory.
 * <p>
 * Each job has a start time on a virtual clock: the current time, or the time of the next
 * free turn of its flows, whichever is latest. The job with the earliest start time is
 * next. The clock advances with each job, so that a flood of new flows cannot delay a job
 * forever.
 *
 * @param <T> the type of the jobs, which are compared by identity
 */
final class FairQueue<T> {

	private final TreeSet<Entry<T>> waiting = new TreeSet<>(
			Comparator.<Entry<T>>comparingDouble(Entry::start).thenComparingLong(Entry::number));

	private final Map<T, Entry<T>> entries = new IdentityHashMap<>();

	private final Map<String, Flow> flows = new HashMap<>();

	private double clock;

	private long added;

	/**
	 * Adds a job at the end of its flows.
	 */
	synchronized void add(T job, Set<String> jobFlows) {
		double start = this.clock;
		for (String name : jobFlows) {
			Flow flow = this.flows.computeIfAbsent(name, (absent) -> new Flow());
			start = Math.max(start, flow.add(this.clock));
		}
		Entry<T> entry = new Entry<>(job, jobFlows, start, this.added++);
		this.entries.put(job, entry);
		this.waiting.add(entry);
	}

	/**
	 * Removes the job whose turn it is.
	 * @return the job, {@code null} if there is none
	 */
	synchronized @Nullable T poll() {
		Entry<T> next = this.waiting.pollFirst();
		if (next == null) {
			return null;
		}
		this.clock = Math.max(this.clock + 1.0 / Math.max(1, this.flows.size()), next.start);
		this.entries.remove(next.job);
		leave(next);
		return next.job;
	}

	/**
	 * Removes a job.
	 * @return whether the job was in the queue
	 */
	synchronized boolean remove(T job) {
		Entry<T> entry = this.entries.remove(job);
		if (entry == null) {
			return false;
		}
		this.waiting.remove(entry);
		leave(entry);
		return true;
	}

	/**
	 * Returns the number of flows that have jobs.
	 */
	synchronized int flows() {
		return this.flows.size();
	}

	private void leave(Entry<T> entry) {
		for (String name : entry.flows) {
			this.flows.computeIfPresent(name, (present, flow) -> (--flow.jobs > 0) ? flow : null);
		}
	}

	private static final class Flow {

		private int jobs;

		private double end;

		/**
		 * Adds a job. The job takes the next turn of this flow even if it has to wait
		 * longer for its turn in another flow: otherwise, a single job that waits there
		 * would delay all later jobs of this flow.
		 * @return the start time of the job in this flow
		 */
		private double add(double now) {
			double start = Math.max(now, this.end);
			this.jobs++;
			this.end = start + 1;
			return start;
		}

	}

	private record Entry<T>(T job, Set<String> flows, double start, long number) {
	}

}
