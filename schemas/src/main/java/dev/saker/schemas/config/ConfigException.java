// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.config;

import java.util.List;

/** A configuration that cannot be used: every problem, each with the place and what to do. */
public final class ConfigException extends RuntimeException {
    private final List<String> problems;

    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public ConfigException(String problem) {
        this(List.of(problem));
    }

    public List<String> problems() {
        return problems;
    }
}
