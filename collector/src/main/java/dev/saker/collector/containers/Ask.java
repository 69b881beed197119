// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saker.collector.state.ContainerJson;
import dev.saker.schemas.ContainerMetadata;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A question about one container, to several runtimes: the first that knows it answers. */
final class Ask {
    /**
     * What came of it.
     *
     * @param json what a runtime tells, null if none is going to answer soon
     * @param metadata the same as the state keeps it
     */
    record Answer(String id, ObjectNode json, ContainerMetadata metadata) {}

    private final String id;
    private final long asked = System.nanoTime();
    private final Consumer<Answer> answers;

    /** Those that may still answer soon; emptied by the answer. */
    private final Set<RuntimeWorker> hopes = ConcurrentHashMap.newKeySet();

    private volatile boolean answered;

    Ask(String id, Consumer<Answer> answers) {
        this.id = id;
        this.answers = answers;
    }

    String id() {
        return id;
    }

    /** ns since it was asked. */
    long age() {
        return System.nanoTime() - asked;
    }

    void hopeFor(RuntimeWorker runtime) {
        hopes.add(runtime);
    }

    boolean isHopeful() {
        return !hopes.isEmpty();
    }

    boolean isAnswered() {
        return answered;
    }

    /** Nothing comes from this one soon; the last such makes waiting senseless. */
    void giveUp(RuntimeWorker runtime) {
        if (hopes.remove(runtime) && hopes.isEmpty() && !answered) {
            answers.accept(new Answer(id, null, null));
        }
    }

    void answer(ObjectNode container) {
        hopes.clear();
        answered = true;
        answers.accept(new Answer(id, container, ContainerJson.metadata(container)));
    }
}
