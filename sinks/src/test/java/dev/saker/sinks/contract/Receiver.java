// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.contract;

import dev.saker.schemas.Alert;
import dev.saker.sinks.AlertSink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The far end of a sink under test: a real one, which the contract can switch off and on. */
public interface Receiver extends AutoCloseable {

    /** A sink of its own for this receiver, with time-outs of about a second. */
    AlertSink openSink();

    /** What arrived, in order: each as text that holds the alert's id. */
    List<String> received();

    void goDown() throws Exception;

    void comeBack() throws Exception;

    /** Whether the receiver can be made to take connections and never answer. */
    default boolean hang() throws Exception {
        return false;
    }

    /** Whether the sink can tell that a receiver is down; UDP cannot. */
    default boolean outageShows() {
        return true;
    }

    /** An alert that this receiver, and not others, will never take. */
    default Optional<Alert> poison() {
        return Optional.empty();
    }

    /** What must not show up anywhere; empty when the sink has no secret. */
    default String secret() {
        return "";
    }

    @Override
    void close() throws IOException;
}
