// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What a record weighs over ordinary work, and which of its parts weigh most: the collector watches
 * while programs are compiled, packages listed and a shell goes round in loops.
 *
 * <p>Arguments: the path of the saker script, how often each is done.
 */
public final class RecordSizes {
    private RecordSizes() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("usage: RecordSizes SCRIPT ROUNDS");
            System.exit(2);
        }
        int rounds = Integer.parseInt(arguments[1]);
        CollectorBench.run(
                Path.of(arguments[0]),
                (collector, directory) -> OrdinaryWork.perform(directory, rounds),
                topic -> report(topic, System.out));
    }

    private static void report(EventTopic topic, PrintStream out) throws Exception {
        EventTopicSize.of(topic).print(out);
        RecordParts parts = new RecordParts();
        topic.visit(parts);
        parts.print(out);
    }
}
