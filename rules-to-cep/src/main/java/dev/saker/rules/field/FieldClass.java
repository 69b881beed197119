// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.field;

import java.util.Locale;
import java.util.Set;

/** Families of fields, in the order in which a name is looked up. */
public enum FieldClass {
    GENERIC(Set.of()),
    EVENT(Set.of("syscall")),
    PROCESS(Set.of("syscall")),
    USER(Set.of("syscall")),
    GROUP(Set.of("syscall")),
    FD(Set.of("syscall")),
    PATH(Set.of("syscall")),
    UTIL(Set.of("syscall")),
    FDLIST(Set.of("syscall")),
    STATIC(Set.of()),
    CONTAINER(Set.of("syscall")),
    K8SMETA(Set.of("syscall")),
    K8SAUDIT(Set.of("k8s_audit")),
    CLOUDTRAIL(Set.of("aws_cloudtrail")),
    JSON(Set.of("k8s_audit", "aws_cloudtrail"));

    private final Set<String> sources;

    FieldClass(Set<String> sources) {
        this.sources = sources;
    }

    /** Whether events of this source have the class's fields. */
    public boolean hasSource(String source) {
        return sources.isEmpty() || sources.contains(source);
    }

    /** Name of the plugin whose fields these are; empty for those every build has. */
    public String plugin() {
        return switch (this) {
            case CONTAINER, K8SMETA, K8SAUDIT, CLOUDTRAIL, JSON -> name().toLowerCase(Locale.ROOT);
            default -> "";
        };
    }

    /** As in the catalogue. */
    public static FieldClass parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
