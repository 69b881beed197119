// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** A container runtime that can be asked, by one thread. */
interface ContainerRuntime {
    /**
     * What it tells of a container, in the form of Falco's container plugin.
     *
     * @param id all 64 digits
     * @return empty if it does not know the container (yet)
     * @throws IOException if it does not answer, or nothing that can be understood
     */
    Optional<ObjectNode> describe(String id) throws IOException;

    /**
     * Asks it about itself.
     *
     * @throws IOException if it does not answer at all
     */
    void greet() throws IOException;

    void close();
}
