// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.event;

import dev.saker.schemas.config.Default;
import dev.saker.schemas.config.Secret;
import dev.saker.schemas.config.Shorthand;
import dev.saker.schemas.config.Tls;
import dev.saker.schemas.registry.HttpSchemaRegistry;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.schemas.registry.RegistryConnection;
import dev.saker.schemas.registry.SchemaRegistry;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the schema registry is; part of the job graph, where a registry itself cannot be. In a file
 * it is {@value #LOCAL}, a URL, or a mapping with what a protected registry asks for.
 *
 * @param url {@value #LOCAL} for the registry in the process, else the URL of one that speaks
 *     Confluent's API
 * @param username for basic authentication; empty for none
 * @param timeout of one call
 */
public record RegistryAddress(
        @Shorthand String url,
        @Default("") String username,
        @Default("") Secret password,
        Tls tls,
        @Default("10s") Duration timeout)
        implements Serializable {

    public static final String LOCAL = "local";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    public RegistryAddress {
        if (url.equals(LOCAL)) {
            if (!username.isEmpty() || password.isSet() || tls.isSet()) {
                throw new IllegalArgumentException(
                        "the registry is local: it wants no username, password or tls");
            }
        } else {
            url = new RegistryConnection(url, username, password, tls, timeout).url();
        }
    }

    /** Without authentication, with Java's own trust. */
    public RegistryAddress(String url) {
        this(url, "", Secret.NONE, Tls.NONE, TIMEOUT);
    }

    public SchemaRegistry open() {
        return remote().<SchemaRegistry>map(HttpSchemaRegistry::new)
                .orElseGet(LocalSchemaRegistry::new);
    }

    /** The way to a registry of its own; empty when it is the one in the process. */
    public Optional<RegistryConnection> remote() {
        return url.equals(LOCAL)
                ? Optional.empty()
                : Optional.of(new RegistryConnection(url, username, password, tls, timeout));
    }
}
