// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.config;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Trust and identity of a TLS connection: Java key stores, or PEM files. All of it may be left out;
 * then the authorities Java knows are trusted and no certificate is shown.
 *
 * @param truststore Java key store of trusted authorities
 * @param caFile trusted authorities in PEM, instead of a trust store
 * @param certificateFile our certificate and its chain in PEM, instead of a key store
 * @param keyFile our private key in PEM (PKCS 8)
 * @param checkHostname whether the broker's certificate must name the host we dialled
 */
public record Tls(
        @Default("") String truststore,
        @Default("") Secret truststorePassword,
        @Default("") String keystore,
        @Default("") Secret keystorePassword,
        @Default("") Secret keyPassword,
        @Default("") String caFile,
        @Default("") String certificateFile,
        @Default("") String keyFile,
        @Default("true") boolean checkHostname)
        implements Serializable {
    /** Java's own trust, no certificate of ours. */
    public static final Tls NONE =
            new Tls("", Secret.NONE, "", Secret.NONE, Secret.NONE, "", "", "", true);

    public Tls {
        refuseBoth("truststore", truststore, "ca_file", caFile);
        refuseBoth("keystore", keystore, "certificate_file", certificateFile);
        if (certificateFile.isEmpty() != keyFile.isEmpty()) {
            throw new IllegalArgumentException("certificate_file and key_file go together");
        }
    }

    public boolean isSet() {
        return !equals(NONE);
    }

    /** As Kafka's clients take it. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>();
        if (!truststore.isEmpty()) {
            properties.put("ssl.truststore.location", truststore);
            properties.put("ssl.truststore.type", storeType(truststore));
        }
        if (!caFile.isEmpty()) {
            properties.put("ssl.truststore.certificates", read(caFile));
            properties.put("ssl.truststore.type", "PEM");
        }
        if (!keystore.isEmpty()) {
            properties.put("ssl.keystore.location", keystore);
            properties.put("ssl.keystore.type", storeType(keystore));
        }
        if (!certificateFile.isEmpty()) {
            properties.put("ssl.keystore.certificate.chain", read(certificateFile));
            properties.put("ssl.keystore.key", read(keyFile));
            properties.put("ssl.keystore.type", "PEM");
        }
        putSecret(properties, "ssl.truststore.password", truststorePassword);
        putSecret(properties, "ssl.keystore.password", keystorePassword);
        putSecret(properties, "ssl.key.password", keyPassword);
        if (!checkHostname) {
            properties.put("ssl.endpoint.identification.algorithm", "");
        }
        return properties;
    }

    private static void refuseBoth(String leftName, String left, String rightName, String right) {
        if (!left.isEmpty() && !right.isEmpty()) {
            throw new IllegalArgumentException(
                    leftName + " and " + rightName + " exclude each other");
        }
    }

    private static String storeType(String path) {
        return path.endsWith(".jks") ? "JKS" : "PKCS12";
    }

    private static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new ConfigException("cannot read the PEM file " + path + ": " + e);
        }
    }

    private static void putSecret(Map<String, Object> properties, String name, Secret secret) {
        if (secret.isSet()) {
            properties.put(name, secret.resolve());
        }
    }
}
