// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.alertcapture.AlertCapture;
import dev.saker.collector.enrich.EventContext;
import dev.saker.collector.enrich.EventIdentity;
import dev.saker.collector.publish.EventNumbers;
import dev.saker.collector.publish.EventTimes;
import dev.saker.collector.publish.OutboundQueue;
import dev.saker.collector.publish.RateLimit;
import dev.saker.collector.publish.Shedding;
import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.StateUpdater;
import dev.saker.probe.EventHandler;
import dev.saker.probe.EventPrefix;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapFormatException;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.SyscallEventWriter;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event's way through the collector: read, apply to the host's state, number, encode, publish.
 */
final class Pipeline implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final StateUpdater updater;
    private final EventContext context;
    private final EventIdentity identity;
    private final EventNumbers numbers;
    private final EventTimes times;
    private final LiveFilter.Views views;
    private PlanInForce inForce;
    private final Shedding shedding;
    private final Optional<AlertCapture> captures;
    private final OutboundQueue outbound;
    private final int schemaId;
    private final ScapEvent event = new ScapEvent();
    private final SyscallEventWriter writer = new SyscallEventWriter();
    private final RateLimit malformedLog = new RateLimit();
    private long published;
    private long filtered;
    private long malformed;

    Pipeline(
            StateUpdater updater,
            EventContext context,
            EventIdentity identity,
            EventNumbers numbers,
            EventTimes times,
            PlanInForce begin,
            Shedding shedding,
            Optional<AlertCapture> captures,
            OutboundQueue outbound,
            int schemaId) {
        this.updater = updater;
        this.context = context;
        this.identity = identity;
        this.numbers = numbers;
        this.times = times;
        this.views = new LiveFilter.Views(context);
        this.inForce = begin;
        this.shedding = shedding;
        this.captures = captures;
        this.outbound = outbound;
        this.schemaId = schemaId;
        identity.run = numbers.run();
    }

    @Override
    public void onEvent(ByteBuffer ring, int offset, int length, int cpu) {
        identity.number = numbers.nextNumber();
        identity.cpu = cpu;
        identity.shape = shape(ring, offset);
        if (identity.kernelPath.length > 0 || EventPrefix.kernelPathLength(ring, offset) > 0) {
            identity.kernelPath = EventPrefix.kernelPath(ring, offset);
        }
        try {
            process(event.wrap(ring, offset), ring, offset);
        } catch (ScapFormatException unreadable) {
            malformed++;
            if (malformedLog.allows()) {
                LOG.error(
                        "event=malformed_event cpu={} reason=\"{}\" more={}",
                        cpu,
                        unreadable.getMessage(),
                        malformedLog.suppressed());
            }
        } catch (RuntimeException bug) {
            // One event that we cannot deal with must not end the watch over all others.
            malformed++;
            if (malformedLog.allows()) {
                LOG.error("event=event_not_understood cpu={}", cpu, bug);
            }
        }
    }

    private static int shape(ByteBuffer ring, int offset) {
        int shape = 0;
        if (EventPrefix.argumentsChanged(ring, offset)) {
            shape |= EventShape.ARGUMENTS_CHANGED.bit();
        }
        if (EventPrefix.fromIoUring(ring, offset)) {
            shape |= EventShape.IO_URING.bit();
        }
        return shape;
    }

    private void process(ScapEvent read, ByteBuffer ring, int offset) {
        times.event(read.time());
        identity.tie = numbers.tie(read.time(), read.tid(), read.type());
        try {
            CurrentEvent current = updater.apply(read);
            if (captures.isPresent()) {
                identity.captureFile = captures.get().onEvent(current, ring, offset);
            }
            if (!leaves(context.of(current))) {
                filtered++;
            } else if (isCaptured() || shedding.admits(current.code(), isFailed(current))) {
                identity.publishSequence = numbers.sequence();
                int groups = inForce.plan().projection();
                writer.writeFramed(schemaId, context, groups);
                numbers.advance();
                outbound.event(
                        writer.array(),
                        writer.length(),
                        writer.detailsAt(),
                        groups,
                        context.container());
                shedding.published(writer.length());
                published++;
            }
        } finally {
            // An event with an odd parameter ends what it ends all the same: a thread, say.
            updater.finish();
        }
    }

    /** Whatever it decides, the event has changed the state and has its number by now. */
    private boolean leaves(EventContext about) {
        SensorPlan plan = inForce.plan();
        int code = about.type();
        return plan.publishes(code)
                && (!plan.isFiltered(code) || inForce.filter().mayMatch(code, views));
    }

    /** From the next event on; by the thread that reads. */
    void put(PlanInForce next) {
        inForce = next;
        context.setProjection(next.plan().projection());
    }

    /** An alert that starts a recording is not to be lost for want of rate. */
    private boolean isCaptured() {
        return identity.captureFile.length > 0;
    }

    private static boolean isFailed(CurrentEvent current) {
        return current.hasResult() && current.result() < 0;
    }

    long read() {
        return numbers.number();
    }

    long published() {
        return published;
    }

    long filtered() {
        return filtered;
    }

    long malformed() {
        return malformed;
    }
}
