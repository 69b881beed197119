// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.field.FieldInfo;
import dev.saker.scap.ParamType;

/** Names of types as Falco's lists have them. */
final class TypeNames {

    private TypeNames() {}

    static String of(FieldInfo field) {
        return switch (field.type()) {
            case TEXT -> "CHARBUF";
            case BYTES -> "BYTEBUF";
            case IP -> "IPADDR";
            case NET -> "IPNET";
            case PATH -> "FSPATH";
            case RELATIVE_PATH -> "FSRELPATH";
            default -> field.type().name();
        };
    }

    static String of(ParamType type) {
        return type == ParamType.DYN ? "DYNAMIC" : type.name();
    }
}
