// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import dev.saker.schemas.SyscallEventSource;

/** Is told of a recording's events, each with what the host's state says about it. */
public interface ReplayHandler {
    /** Before the first event: every event will be seen through this source. */
    void onBegin(SyscallEventSource source);

    /** Whether to be told of events of a type; nothing else is known of the event by then. */
    default boolean wants(int type) {
        return true;
    }

    /** The source shows the next event, until the call returns. */
    void onEvent();
}
