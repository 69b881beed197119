// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.config;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a password is, not the password: {@code ${env:NAME}} or {@code ${file:PATH}}. It is looked
 * up where it is used, so a job graph or a log carries the reference only.
 */
public record Secret(String reference) implements Serializable {
    /** No secret is configured. */
    public static final Secret NONE = new Secret("");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    public Secret {
        if (!reference.isEmpty() && !REFERENCE.matcher(reference).matches()) {
            throw new IllegalArgumentException(
                    "a secret is not written into a file: use ${env:NAME} or ${file:PATH}");
        }
    }

    public boolean isSet() {
        return !reference.isEmpty();
    }

    /** The secret itself. */
    public String resolve() {
        return resolve(System::getenv);
    }

    String resolve(UnaryOperator<String> environment) {
        Matcher matcher = REFERENCE.matcher(reference);
        if (!matcher.matches()) {
            throw new ConfigException("cannot resolve a secret: none is configured");
        }
        String name = matcher.group(2);
        return matcher.group(1).equals("env") ? fromVariable(environment, name) : fromFile(name);
    }

    private static String fromVariable(UnaryOperator<String> environment, String name) {
        String value = environment.apply(name);
        if (value == null) {
            throw new ConfigException(
                    "cannot resolve ${env:" + name + "}: no such environment variable; set it");
        }
        return value;
    }

    /**
     * A line end at the end of the file is not part of the secret: editors and echo put it there.
     */
    private static String fromFile(String path) {
        try {
            return Files.readString(Path.of(path)).stripTrailing();
        } catch (IOException e) {
            throw new ConfigException("cannot resolve ${file:" + path + "}: " + e);
        }
    }
}
