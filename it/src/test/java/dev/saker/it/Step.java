// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import java.util.List;
import java.util.Map;

/** One thing a scenario does; `${name}` in its words stands for a variable of the run. */
sealed interface Step {

    <R> R accept(Visitor<R> visitor);

    interface Visitor<R> {
        R visitRun(Run step);

        R visitCompile(Compile step);

        R visitListen(Listen step);

        R visitStartContainer(StartContainer step);

        R visitExecInContainer(ExecInContainer step);
    }

    /** Runs a program of the host; it must end with 0. */
    record Run(List<String> command) implements Step {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitRun(this);
        }
    }

    /**
     * Compiles a C file of the folder deeds; the program has the file's name without its ending.
     */
    record Compile(String source) implements Step {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCompile(this);
        }
    }

    /** Listens on a free port of the loopback address, whose number goes into the variable. */
    record Listen(String variable) implements Step {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitListen(this);
        }
    }

    /** Starts a container that goes on; `${container}` is its id as alerts show it. */
    record StartContainer(List<String> command) implements Step {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitStartContainer(this);
        }
    }

    record ExecInContainer(List<String> command) implements Step {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitExecInContainer(this);
        }
    }

    static Step parse(Map<String, Object> item) {
        if (item.size() != 1) {
            throw new IllegalArgumentException("a step has one key, not " + item.keySet());
        }
        String verb = item.keySet().iterator().next();
        Object value = item.get(verb);
        return switch (verb) {
            case "run" -> new Run(words(value));
            case "compile" -> new Compile(value.toString());
            case "listen" -> new Listen(value.toString());
            case "start-container" -> new StartContainer(words(value));
            case "exec-in-container" -> new ExecInContainer(words(value));
            default -> throw new IllegalArgumentException("no such step: " + verb);
        };
    }

    private static List<String> words(Object value) {
        return ((List<?>) value).stream().map(Object::toString).toList();
    }
}
