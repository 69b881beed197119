// SPDX-License-Identifier: Apache-2.0
/**
 * What a correlation remembers of one key, and how events and time change it. No clock but that of
 * events, no timer that means anything: whoever hosts a state calls it in the order of events.
 */
package dev.saker.rules.correlate.keyed;
