// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.recording.Replay;
import dev.saker.scap.file.RecordingException;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the events of a recording, each as the collector of that host would have, then ends.
 * Made by {@link #start}; may be asked and stopped by any thread.
 */
public final class RecordingCollector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingCollector.class);

    private final Path file;
    private final RecordingReader recording;
    private final RecordedEvents events;
    private final Replay replay;
    private final Thread thread;
    private volatile CollectorSummary summary = new CollectorSummary(0, Map.of(), 0, 0, 0, 0, 0, 0);
    private volatile List<String> passedOver = List.of();
    private volatile String problem;

    private RecordingCollector(Path file, RecordingReader recording, RecordedEvents events) {
        this.file = file;
        this.recording = recording;
        this.events = events;
        this.replay = new Replay(events, events.identity(), events.counter());
        this.thread = new Thread(this::run, "saker-recording");
        this.thread.setDaemon(true); // a program that forgets to stop us must still be able to end
    }

    /**
     * Opens a recording and begins to publish it.
     *
     * @throws IOException if it cannot be opened, in words
     */
    public static RecordingCollector start(
            CollectorConfig config, Path file, SensorPlan plan, SchemaRegistry registry)
            throws IOException {
        Collector.SchemaIds ids = Collector.SchemaIds.register(registry, config.topics());
        RecordingReader recording = open(file);
        RecordedEvents events = new RecordedEvents(config, plan, ids);
        RecordingCollector collector = new RecordingCollector(file, recording, events);
        collector.thread.start();
        return collector;
    }

    private static RecordingReader open(Path file) throws IOException {
        try {
            return RecordingReader.open(file);
        } catch (NoSuchFileException missing) {
            throw new IOException("no such recording: " + file, missing);
        } catch (IOException unreadable) {
            throw new IOException(
                    "cannot read recording " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** Whether everything is published that will be, and Kafka has it or has given it up. */
    public boolean isDone() {
        return !thread.isAlive();
    }

    /** Waits until it is done. */
    public void await() throws InterruptedException {
        thread.join();
    }

    /** Why the recording was not published to its end, if it was not. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** What became of the events so far; final when it is done. */
    public CollectorSummary summary() {
        return isDone() ? summary : count();
    }

    /** What was passed over in the recording, a line for each kind; known when it is done. */
    public List<String> passedOver() {
        return passedOver;
    }

    /** Asks it to end before the end of the recording. What was read is still published. */
    public void stop() {
        events.stop();
    }

    /** Ends it, waiting a while for Kafka. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(RecordedEvents.PATIENCE.plus(Duration.ofSeconds(1)).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (recording) {
            replay.run(recording);
        } catch (CancellationException stopped) {
            LOG.info("event=recording_stopped file={}", file);
        } catch (RecordingException damaged) {
            fail(damaged.getMessage(), damaged);
        } catch (IOException | KafkaException refused) {
            fail(refused.getMessage(), refused);
        } catch (RuntimeException | Error bug) {
            fail("the reading thread has failed: " + bug, bug);
        } finally {
            events.end();
            passedOver = countPassedOver();
            summary = count();
            LOG.info("event=recording_published file={} summary={}", file, summary);
        }
    }

    private void fail(String reason, Throwable cause) {
        problem = file + ": " + reason;
        // Whoever started us says so in their own words; the log has where it came from.
        LOG.info("event=recording_not_published file={} reason=\"{}\"", file, reason, cause);
    }

    private CollectorSummary count() {
        long read = replay.events();
        long malformed = replay.notUnderstood();
        long published = events.published();
        long filtered = Math.max(0, read - published - malformed);
        return new CollectorSummary(
                read, Map.of(), filtered, 0, malformed, published, events.failed(), 0);
    }

    private List<String> countPassedOver() {
        List<String> lines = new ArrayList<>();
        add(lines, recording.counts().unknownBlocks(), "blocks of unknown kinds");
        add(lines, recording.counts().unknownEvents(), "events of unknown types");
        add(lines, replay.unconverted(), "events of unknown layouts");
        add(lines, replay.notUnderstood(), "events with odd parameters");
        return List.copyOf(lines);
    }

    private static void add(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add(count + " " + what);
        }
    }
}
