// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import dev.saker.collector.enrich.EventContext;
import dev.saker.collector.enrich.EventIdentity;
import dev.saker.collector.state.HostState;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.RecordedTimes;
import dev.saker.schemas.Slice;

/**
 * Events of a recording. What a container runtime told is in the recording too, so a container
 * without metadata has none, as in Falco.
 */
final class RecordedContext extends EventContext {
    private final RunningTimes times;

    RecordedContext(HostState host, EventIdentity identity, String node, RunningTimes times) {
        // A recording has no place for what the group tells.
        super(host, identity, node, FieldGroup.ALL & ~FieldGroup.RACES.bit());
        this.times = times;
    }

    @Override
    public RecordedTimes recordedTimes() {
        return times;
    }

    @Override
    public ContainerMetadata containerMetadata() {
        return toldOfContainer();
    }

    /** Falco knows a container's full id from its runtime only. */
    @Override
    public void containerFullId(Slice into) {
        if (containerMetadata() == null) {
            into.setAbsent();
        } else {
            super.containerFullId(into);
        }
    }

    @Override
    public boolean tellsContainerMetadata() {
        return true;
    }
}
