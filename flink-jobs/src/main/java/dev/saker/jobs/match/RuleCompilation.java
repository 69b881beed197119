// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.rules.Capture;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.PublishedRules;
import dev.saker.schemas.RuleFile;
import java.util.List;

/** How files become a rule set that matches the events of a topic. */
final class RuleCompilation {
    private RuleCompilation() {}

    static Compilation of(List<RuleFile> files, Matching matching) {
        CompilerOptions options =
                CompilerOptions.defaults()
                        .withCapture(Capture.ofRecordedEvents())
                        .withSuggestedOutput(matching.suggestedOutput())
                        .withStrict(matching.strict())
                        .withStrictFalco(matching.strictFalco())
                        .withMinPriority(matching.priority());
        return PublishedRules.compile(files, options);
    }
}
