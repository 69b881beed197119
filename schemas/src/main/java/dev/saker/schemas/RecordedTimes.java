// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * What an event tells together with those before it: only who reads a recording from its beginning
 * on knows. Times are in ns.
 */
public interface RecordedTimes {
    /** Since the recording's first event that is not about the recording itself; before it, all. */
    long sinceFirst();

    /** Since the event before this one; 0 for the first. */
    long sincePrevious();

    /** Of a switch to another thread: how long the one before it had the processor. Else 0. */
    long onProcessor();

    /** How long the event's thread has had a processor, as far as switches have told. */
    long onProcessorInAll();

    /** Whether the event tells what its thread used of the processor. */
    boolean hasLoad();

    /** Of the user's part in the last second, in percent; 0 the first time. */
    long userLoad();

    /** Of the system's part in the last second, in percent; 0 the first time. */
    long systemLoad();
}
