// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one runtime, a few questions at a time, in threads of its own: one that hangs holds up
 * nobody else, nor do a few containers that it is slow about. A container that it does not know is
 * asked for again, since a runtime may know it only once it runs; a runtime that does not answer is
 * let alone, for longer and longer. One that only does not answer about some container, since that
 * is being started and locked, is not let alone: then the question is put off, behind those about
 * others.
 */
final class RuntimeWorker {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeWorker.class);

    /** A host's containers, all found in one moment. */
    private static final int MAX_QUESTIONS = 4096;

    /** Questions under way at once; containers that are being started are what answers wait for. */
    private static final int AT_ONCE = 4;

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
    private static final long LONGEST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** So many times soon, then each time half as long again. */
    private static final int SOON = 10;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LONGEST_ABSENCE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PUT_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final EngineKind kind;
    private final Path socket;
    private final ContainerRuntime runtime;
    private final LookupCounter counter;
    private final DelayQueue<Question> questions = new DelayQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean away;
    private volatile boolean closed;
    private volatile boolean known;
    private long rest = REST_NANOS;
    private volatile long restUntil;

    /**
     * @param tries that found nothing
     * @param failures that the runtime had nothing to do with otherwise
     */
    private record Question(Ask ask, long at, int tries, int failures) implements Delayed {
        Question laterBy(long nanos, int moreTries, int moreFailures) {
            long then = System.nanoTime() + nanos;
            return new Question(ask, then, tries + moreTries, failures + moreFailures);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(at - ((Question) other).at, 0);
        }
    }

    RuntimeWorker(EngineKind kind, Path socket, ContainerRuntime runtime, LookupCounter counter) {
        this.kind = kind;
        this.socket = socket;
        this.runtime = runtime;
        this.counter = counter;
        String name = "saker-" + kind.name().toLowerCase(Locale.ROOT);
        for (int i = 0; i < AT_ONCE; i++) {
            Thread thread = new Thread(this::run, name);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** Whether an answer may come soon. */
    boolean isPromising() {
        return !away && Files.exists(socket);
    }

    /** Takes a question, unless it has too many, or has nobody to ask. */
    void ask(Ask ask) {
        if (!known && !Files.exists(socket)) {
            return;
        }
        if (questions.size() >= MAX_QUESTIONS) {
            counter.refused();
            ask.giveUp(this);
            return;
        }
        questions.add(new Question(ask, System.nanoTime(), 0, 0));
    }

    void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        runtime.close();
    }

    private void run() {
        try {
            while (!closed) {
                Question question = questions.take();
                if (!question.ask.isAnswered()) {
                    deal(question);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void deal(Question question) {
        if (away && restUntil - System.nanoTime() > 0) {
            later(question);
            return;
        }
        try {
            if (!Files.exists(socket)) {
                throw new IOException("there is no such socket");
            }
            Optional<ObjectNode> told = runtime.describe(question.ask.id());
            isHere();
            told.ifPresentOrElse(question.ask::answer, () -> again(question));
        } catch (IOException | RuntimeException unanswered) {
            if (closed) {
                return;
            }
            try {
                runtime.greet();
                putOff(question, unanswered);
            } catch (IOException | RuntimeException silent) {
                isAway(unanswered);
                later(question);
            }
        }
    }

    /**
     * The runtime answers, but not to this: who waits may go on hoping, for as long as he likes.
     */
    private void putOff(Question question, Exception cause) {
        isHere();
        counter.failed();
        if (question.failures == 0) {
            LOG.warn(
                    "event=container_not_told kind={} container={} reason=\"{}\"",
                    kind,
                    question.ask.id(),
                    cause.getMessage());
        }
        if (question.ask.age() > LONGEST_ABSENCE_NANOS) {
            counter.unknown();
            question.ask.giveUp(this);
            return;
        }
        long pause = PUT_OFF_NANOS << Math.min(question.failures, 7);
        questions.add(question.laterBy(Math.min(pause, LONGEST_REST_NANOS), 0, 1));
    }

    /** When the runtime has had its rest: nobody waits for that, and not for ever. */
    private void later(Question question) {
        question.ask.giveUp(this);
        if (question.ask.age() > LONGEST_ABSENCE_NANOS) {
            counter.unknown();
        } else {
            questions.add(question.laterBy(restUntil - System.nanoTime(), 0, 0));
        }
    }

    private void again(Question question) {
        if (question.ask.age() > PATIENCE_NANOS) {
            counter.unknown();
            question.ask.giveUp(this);
            return;
        }
        long pause = RETRY_NANOS;
        for (int more = SOON; more < question.tries && pause < LONGEST_RETRY_NANOS; more++) {
            pause += pause / 2;
        }
        questions.add(question.laterBy(pause, 1, 0));
    }

    private synchronized void isHere() {
        if (!known || away) {
            LOG.info("event=container_runtime_answers kind={} socket={}", kind, socket);
        }
        known = true;
        away = false;
        rest = REST_NANOS;
    }

    /** Nobody waits for it until it has answered again. */
    private synchronized void isAway(Exception cause) {
        boolean resting = away && restUntil - System.nanoTime() > 0;
        boolean exists = Files.exists(socket);
        if (exists || known) {
            counter.failed();
        }
        if (!away && (exists || known)) {
            LOG.warn(
                    "event=container_runtime_away kind={} socket={} reason=\"{}\"",
                    kind,
                    socket,
                    cause.getMessage());
        }
        if (!resting) { // several may have found out at once
            restUntil = System.nanoTime() + rest;
            rest = Math.min(2 * rest, LONGEST_REST_NANOS);
        }
        away = true;
        questions.forEach(question -> question.ask.giveUp(this));
    }
}
