// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.containers.ContainerLookups;
import dev.saker.collector.containers.ContainerOptions;
import dev.saker.collector.containers.LookupCounts;
import dev.saker.collector.publish.OutboundQueue;
import dev.saker.collector.publish.Publisher;
import dev.saker.collector.state.HostState;
import java.util.Optional;

/**
 * Between the host's state, the container runtimes and the way out: new containers are asked about,
 * answers go to the state, and records that waited for them go on. Used by the reading thread.
 */
final class ContainerFeed implements AutoCloseable {
    private final HostState host;
    private final Optional<ContainerLookups> lookups;
    private final OutboundQueue outbound;

    /** Runtimes are asked unless that is turned off: a plan may have use for it later. */
    ContainerFeed(HostState host, Publisher publisher, ContainerOptions options) {
        this.host = host;
        this.lookups =
                options.enabled() ? Optional.of(ContainerLookups.open(options)) : Optional.empty();
        this.outbound = new OutboundQueue(publisher, options, this::tell);
        lookups.ifPresent(host.containers()::askBy);
    }

    OutboundQueue outbound() {
        return outbound;
    }

    private void tell() {
        lookups.ifPresent(asked -> asked.tell(host, ContainerLookups.Listener.NONE));
    }

    ContainerCounts counts() {
        return new ContainerCounts(
                lookups.map(ContainerLookups::counts).orElse(LookupCounts.NONE),
                outbound.waited(),
                outbound.unresolved(),
                outbound.heldBytes());
    }

    /** May be called by any thread. */
    @Override
    public void close() {
        lookups.ifPresent(ContainerLookups::close);
    }
}
