// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks;

import dev.saker.schemas.Alert;

/**
 * A place alerts go to. One call is one try: repeating it, keeping order and giving up are the
 * {@linkplain dev.saker.sinks.delivery.Delivery delivery's} concern. A sink connects at the first
 * try, not when it is made, and comes back by itself when its receiver does.
 *
 * <p>Several threads may call at once, each with alerts of other keys.
 */
public interface AlertSink extends AutoCloseable {

    /**
     * Must end in bounded time, whatever the receiver does. What goes wrong is an outcome, never an
     * exception, and its reason holds no secret: it is logged and kept in the dead letter topic.
     */
    Outcome deliver(Alert alert) throws InterruptedException;

    /**
     * Ends tries that an interrupt does not end, such as those in a read from a socket: whoever
     * calls this is about to close the sink.
     */
    default void cancel() {}

    @Override
    void close();
}
