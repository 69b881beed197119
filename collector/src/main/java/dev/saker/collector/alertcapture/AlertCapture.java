// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.alertcapture;

import dev.saker.collector.enrich.EventContext;
import dev.saker.collector.enrich.EventIdentity;
import dev.saker.collector.publish.RateLimit;
import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.HostSnapshot;
import dev.saker.rules.Rule;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.Matcher;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.file.RecordingWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records from an alert on: the host as it is then, the event that the alert is about, and what
 * follows. An alert that comes meanwhile prolongs the recording. All of it on the reading thread,
 * but for the rules. A disk that is full or fails ends a recording and nothing else.
 */
public final class AlertCapture implements MatchHandler {
    private static final Logger LOG = LoggerFactory.getLogger(AlertCapture.class);
    private static final byte[] NONE = {};
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final AlertCaptureOptions options;
    private final CapturingRules rules;
    private final CaptureFiles files;
    private final HostSnapshot snapshot;
    private final EventContext context;
    private final EventIdentity identity;
    private final SyscallEventView view;
    private final RateLimit failureLog = new RateLimit();
    private long minuteBegan;
    private int begunInMinute;
    private Optional<Active> active = Optional.empty();
    private long matchedUntil = Long.MIN_VALUE;
    private long begun;
    private long refused;
    private long failed;

    /** A recording at work. */
    private static final class Active {
        final String name;
        final byte[] nameBytes;
        final RecordingWriter writer;
        long until;

        Active(String name, RecordingWriter writer) {
            this.name = name;
            this.nameBytes = name.getBytes(StandardCharsets.US_ASCII);
            this.writer = writer;
        }
    }

    private AlertCapture(
            AlertCaptureOptions options,
            CapturingRules rules,
            CaptureFiles files,
            HostSnapshot snapshot,
            EventContext context,
            EventIdentity identity) {
        this.options = options;
        this.rules = rules;
        this.files = files;
        this.snapshot = snapshot;
        this.context = context;
        this.identity = identity;
        this.view = new SyscallEventView(context);
    }

    /**
     * @param context what rules are told of an event
     * @param identity of the event at hand
     * @param options with a directory
     * @throws IOException if the directory cannot be made or read
     */
    public static AlertCapture open(
            AlertCaptureOptions options,
            CapturingRules rules,
            HostSnapshot snapshot,
            EventContext context,
            EventIdentity identity)
            throws IOException {
        CaptureFiles files =
                CaptureFiles.open(options.directory().orElseThrow(), options.maxBytes());
        return new AlertCapture(options, rules, files, snapshot, context, identity);
    }

    /**
     * An event, which the host's state has seen and not yet finished with.
     *
     * @return name of the recording if the event raised an alert that began or prolonged one, else
     *     nothing
     */
    public byte[] onEvent(CurrentEvent current, ByteBuffer ring, int offset) {
        ScapEvent event = current.event();
        boolean matched = matches(current);
        if (matched && active.isEmpty()) {
            begin(event.time(), identity.number);
        }
        if (active.isEmpty()) {
            return NONE;
        }
        Active recording = active.get();
        if (matched) {
            recording.until = Math.max(recording.until, matchedUntil);
        }
        write(recording, ring, offset, event);
        return matched ? recording.nameBytes : NONE;
    }

    private boolean matches(CurrentEvent current) {
        Optional<Matcher> matcher = rules.matcher();
        if (matcher.isEmpty() || !matcher.get().watches(current.code())) {
            return false;
        }
        matchedUntil = Long.MIN_VALUE;
        context.of(current);
        view.reset();
        matcher.get().match(view, this);
        return matchedUntil != Long.MIN_VALUE;
    }

    @Override
    public void onMatch(Rule rule, EventView event) {
        long nanos =
                rule.captureMillis() > 0
                        ? Duration.ofMillis(rule.captureMillis()).toNanos()
                        : options.duration().toNanos();
        matchedUntil = Math.max(matchedUntil, event.time() + nanos);
    }

    @Override
    public void onUnknown(Rule rule, FieldRef field, EventView event) {
        // The detection job counts it and says so; it has no alert either.
    }

    private void begin(long time, long number) {
        if (!mayBegin(time)) {
            refused++;
            return;
        }
        String name = CaptureFiles.name(time, number);
        RecordingWriter writer = null;
        try {
            files.makeRoom(options.maxFileBytes());
            writer = new RecordingWriter(files.create(name));
            snapshot.write(writer);
            active = Optional.of(new Active(name, writer));
            begun++;
            LOG.info("event=capture_begun file={}", name);
        } catch (IOException unwritable) {
            fail(name, unwritable);
            close(name, writer);
        }
    }

    private boolean mayBegin(long time) {
        if (time - minuteBegan >= MINUTE || time < minuteBegan) {
            minuteBegan = time;
            begunInMinute = 0;
        }
        return ++begunInMinute <= options.maxPerMinute();
    }

    private void write(Active recording, ByteBuffer ring, int offset, ScapEvent event) {
        try {
            recording.writer.event(ring, offset, event.length(), identity.cpu, 0);
        } catch (IOException unwritable) {
            fail(recording.name, unwritable);
            end(recording, "failed");
            return;
        }
        if (event.time() > recording.until) {
            end(recording, "time");
        } else if (recording.writer.written() >= options.maxFileBytes()) {
            end(recording, "size");
        }
    }

    /** Event time has come so far, on a host where nothing happens, too. */
    public void time(long nanos) {
        active.filter(recording -> nanos > recording.until)
                .ifPresent(recording -> end(recording, "time"));
    }

    /** Nothing more will come. */
    public void close() {
        active.ifPresent(recording -> end(recording, "stop"));
    }

    private void end(Active recording, String reason) {
        active = Optional.empty();
        close(recording.name, recording.writer);
        LOG.info(
                "event=capture_ended file={} bytes={} reason={}",
                recording.name,
                recording.writer.written(),
                reason);
    }

    private void close(String name, RecordingWriter writer) {
        if (writer == null) {
            return;
        }
        try {
            writer.close();
        } catch (IOException unwritable) {
            fail(name, unwritable);
        }
        files.ended(name, writer.written());
    }

    private void fail(String name, IOException reason) {
        failed++;
        if (failureLog.allows()) {
            LOG.error(
                    "event=capture_failed file={} reason=\"{}\" more={}",
                    name,
                    reason,
                    failureLog.suppressed());
        }
    }

    public CaptureCounts counts() {
        long atWork = active.map(recording -> recording.writer.written()).orElse(0L);
        return new CaptureCounts(begun, refused, failed, files.removed(), files.bytes() + atWork);
    }
}
