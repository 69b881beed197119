// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.List;

/** The files of a rule set in the order they are loaded. */
public record RuleFiles(List<RuleFile> files) {
    public RuleFiles {
        files = List.copyOf(files);
    }
}
