// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import java.util.regex.Pattern;

/** Ids as runtimes make them. Whatever else a control group is called is no question to ask. */
final class RuntimeIds {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private RuntimeIds() {}

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
