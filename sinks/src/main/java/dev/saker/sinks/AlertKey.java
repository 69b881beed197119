// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks;

import dev.saker.schemas.Alert;

/** What order is kept for: the alerts of one rule on one node, as in the alerts topic. */
public final class AlertKey {

    private AlertKey() {}

    public static String of(Alert alert) {
        return alert.rule() + "|" + alert.node();
    }
}
