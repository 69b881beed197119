// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

/** Where the handlers of an event family enter themselves. */
@FunctionalInterface
interface HandlerTable {
    void on(int code, EventHandler handler);
}
