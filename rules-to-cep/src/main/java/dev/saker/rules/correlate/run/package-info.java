// SPDX-License-Identifier: Apache-2.0
/** Correlations in one process: from events to hits, from hits to alerts. */
package dev.saker.rules.correlate.run;
