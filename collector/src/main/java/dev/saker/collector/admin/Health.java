// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.admin;

import java.util.Optional;

/** Whether the collector does its work; what keeps it from that, in words. */
@FunctionalInterface
public interface Health {
    Optional<String> problem();
}
