// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.event.EventRecord;

/**
 * An event that is being judged.
 *
 * @param record lent
 * @param sequence its place among the events of its node and run
 * @param late whether event time is past it
 * @param behind whether a newer event of its node came before
 */
record EventAtHand(EventRecord record, long run, long sequence, boolean late, boolean behind) {}
