// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

/** What one type of event does to the host's state. */
@FunctionalInterface
interface EventHandler {
    void apply(CurrentEvent event);
}
