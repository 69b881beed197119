// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import dev.saker.schemas.config.Default;
import dev.saker.schemas.config.Secret;
import dev.saker.schemas.config.Tls;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/**
 * How to reach a schema registry that speaks Confluent's REST API.
 *
 * @param url up to where the API begins, such as http://registry:8081 or, of Apicurio,
 *     http://registry:8080/apis/ccompat/v7
 * @param username for basic authentication; empty for none
 * @param timeout of one call
 */
public record RegistryConnection(
        String url,
        @Default("") String username,
        @Default("") Secret password,
        Tls tls,
        @Default("10s") Duration timeout)
        implements Serializable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    public RegistryConnection {
        String scheme = schemeOf(url);
        if (tls.isSet() && !scheme.equals("https")) {
            throw new IllegalArgumentException("tls is set, but the url does not begin with https");
        }
        if (!tls.checkHostname()) {
            throw new IllegalArgumentException(
                    "check_hostname: false is not supported here: Java's HTTP client always checks");
        }
        if (username.isEmpty() == password.isSet()) {
            throw new IllegalArgumentException("username and password go together");
        }
        url = url.replaceAll("/+$", "");
    }

    public static RegistryConnection to(URI url) {
        return new RegistryConnection(url.toString(), "", Secret.NONE, Tls.NONE, TIMEOUT);
    }

    private static String schemeOf(String url) {
        String scheme = String.valueOf(URI.create(url).getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "'" + url + "' is not an address that begins with http:// or https://");
        }
        return scheme;
    }
}
