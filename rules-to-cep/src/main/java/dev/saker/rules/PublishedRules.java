// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.schemas.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule set as it travels: rules files, and beside them what was found out and asked for when it
 * was pushed ({@link ResolvedHosts}, {@link PushTerms}).
 */
public final class PublishedRules {
    private PublishedRules() {}

    /**
     * The files of a set, those that go with it last. A file of a user's that has the name of one
     * of those is named otherwise, so that its rules are not taken for something else.
     */
    public static List<RuleFile> of(
            List<RuleFile> rules, Optional<ResolvedHosts> hosts, PushTerms terms) {
        List<RuleFile> files = new ArrayList<>();
        for (RuleFile file : rules) {
            files.add(isOurs(file) ? new RuleFile("./" + file.name(), file.text()) : file);
        }
        hosts.ifPresent(known -> files.add(new RuleFile(ResolvedHosts.FILE, known.text())));
        if (!terms.equals(PushTerms.none())) {
            files.add(new RuleFile(PushTerms.FILE, terms.text()));
        }
        return files;
    }

    /**
     * By the options of whoever compiles, and by the terms of the push. Throws
     * IllegalArgumentException if those are not known here.
     */
    public static Compilation compile(List<RuleFile> files, CompilerOptions options) {
        List<RuleSource> sources = new ArrayList<>();
        CompilerOptions all = terms(files).over(options);
        for (RuleFile file : files) {
            if (file.name().equals(ResolvedHosts.FILE)) {
                all = all.withHosts(ResolvedHosts.parse(file.text()));
            } else if (!file.name().equals(PushTerms.FILE)) {
                sources.add(new RuleSource(file.name(), file.text()));
            }
        }
        return RuleCompiler.compile(sources, all);
    }

    /** What the set was pushed with. Throws IllegalArgumentException if that is not known here. */
    public static PushTerms terms(List<RuleFile> files) {
        return files.stream()
                .filter(file -> file.name().equals(PushTerms.FILE))
                .findFirst()
                .map(file -> PushTerms.parse(file.text()))
                .orElse(PushTerms.none());
    }

    private static boolean isOurs(RuleFile file) {
        return file.name().equals(ResolvedHosts.FILE) || file.name().equals(PushTerms.FILE);
    }
}
