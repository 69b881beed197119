// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

/** A rule set that was pushed and cannot be loaded: the one before it goes on to hold. */
public record RefusedRuleSet(
        long version, String sha256, String pushedBy, long timeNanos, String reason) {}
