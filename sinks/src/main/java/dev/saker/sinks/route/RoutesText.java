// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.route;

import dev.saker.schemas.config.ConfigException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of sinks and routes as it was written: what travels to where the sinks are opened, so that
 * their secrets are looked up there and never travel.
 *
 * @param name stands in messages for the file
 */
public record RoutesText(String name, String text) implements Serializable {

    public static RoutesText read(Path file) {
        try {
            return new RoutesText(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot read: " + e.getMessage());
        }
    }

    /** Throws {@link ConfigException} with every problem of the text. */
    public RoutesFile parse() {
        return RoutesFile.parse(name, text);
    }
}
