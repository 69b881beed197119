// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.containers.LookupCounts;

/**
 * What asking about containers came to.
 *
 * @param waited records that were held back until a container was known
 * @param unresolved records that say of their container only that nobody told of it in time
 * @param heldBytes of the records that wait now
 */
public record ContainerCounts(LookupCounts lookups, long waited, long unresolved, long heldBytes) {}
