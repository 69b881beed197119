// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.event;

import dev.saker.schemas.registry.HttpSchemaRegistry;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.schemas.registry.SchemaRegistry;
import java.io.Serializable;
import java.net.URI;

/**
 * Where the schema registry is; part of the job graph, where a registry itself cannot be.
 *
 * @param text {@value #LOCAL} for the registry in the process, else the URL of one that speaks
 *     Confluent's API
 */
public record RegistryAddress(String text) implements Serializable {

    public static final String LOCAL = "local";

    public SchemaRegistry open() {
        return text.equals(LOCAL)
                ? new LocalSchemaRegistry()
                : new HttpSchemaRegistry(URI.create(text));
    }
}
