// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.DiagnosticCode;

/** Keys that work and should not be written any more. */
final class Deprecated {

    private Deprecated() {}

    /** Whether the item says {@code append: true}. */
    static boolean append(Item item) throws LoadProblem {
        if (!item.flag("append", false)) {
            return false;
        }
        item.warn(
                DiagnosticCode.LOAD_DEPRECATED_ITEM,
                "'append' key is deprecated. Add an 'append' entry (e.g. 'condition: append')"
                        + " under 'override' instead.",
                item.keySpan("append"));
        return true;
    }

    static void enabledOnly(Item item) {
        item.warn(
                DiagnosticCode.LOAD_DEPRECATED_ITEM,
                "The standalone 'enabled' key usage is deprecated. The correct approach requires"
                        + " also a 'replace' entry under the 'override' key (i.e. 'enabled:"
                        + " replace').",
                item.keySpan("enabled"));
    }
}
