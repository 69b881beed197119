// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.time.Instant;

/**
 * Which rule set is in force.
 *
 * @param sha256 of the RuleFiles record that the chunks make together, in hexadecimal digits
 * @param pushedAt kept to the millisecond
 */
public record RuleSetHead(
        long version, int chunks, String sha256, Instant pushedAt, String pushedBy) {}
