// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.rules.Capture;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.HostResolver;
import dev.saker.rules.ResolvedHosts;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.schemas.RuleFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** How files become a rule set that matches the events of a topic. */
final class RuleCompilation {
    private RuleCompilation() {}

    static Compilation of(List<RuleFile> files, Matching matching) {
        List<RuleSource> sources = new ArrayList<>();
        Optional<HostResolver> hosts = Optional.empty();
        for (RuleFile file : files) {
            if (file.name().equals(ResolvedHosts.FILE)) {
                hosts = Optional.of(ResolvedHosts.parse(file.text()));
            } else {
                sources.add(new RuleSource(file.name(), file.text()));
            }
        }
        CompilerOptions options =
                CompilerOptions.defaults()
                        .withCapture(capture(matching))
                        .withSuggestedOutput(matching.recordings())
                        .withStrict(matching.strict())
                        .withStrictFalco(matching.strictFalco());
        return RuleCompiler.compile(sources, hosts.map(options::withHosts).orElse(options));
    }

    private static Capture capture(Matching matching) {
        return matching.recordings() ? Capture.ofRecordedEvents() : Capture.ofEvents(new BitSet());
    }
}
