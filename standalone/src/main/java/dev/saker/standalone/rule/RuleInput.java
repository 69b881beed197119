// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.rule;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Explanation;
import dev.saker.rules.PublishedRules;
import dev.saker.rules.PushTerms;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.ruleset.ShippedRules;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules files that a command was given: read once, so that what was checked is what is used.
 *
 * @param names of all files, in the order they are loaded
 * @param files those that could be read
 * @param unreadable a finding for each of the others
 */
public record RuleInput(List<String> names, List<RuleFile> files, List<Diagnostic> unreadable) {

    public RuleInput {
        names = List.copyOf(names);
        files = List.copyOf(files);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * The rules we ship, if nothing is named. Of a folder those files whose names end in {@code
     * .yaml} or {@code .yml}, by name. Throws if one cannot be read.
     */
    public static RuleInput of(List<Path> paths) throws IOException {
        RuleInput input = ofReadable(paths);
        if (!input.unreadable().isEmpty()) {
            throw new IOException(
                    input.unreadable().stream()
                            .map(Diagnostic::message)
                            .collect(Collectors.joining("; ")));
        }
        return input;
    }

    /** The rules we ship, and behind them what is named. Throws if something cannot be read. */
    public static RuleInput shippedAnd(List<Path> paths) throws IOException {
        RuleInput shipped = shipped();
        if (paths.isEmpty()) {
            return shipped;
        }
        RuleInput named = of(paths);
        return new RuleInput(
                Stream.concat(shipped.names().stream(), named.names().stream()).toList(),
                Stream.concat(shipped.files().stream(), named.files().stream()).toList(),
                List.of());
    }

    /** The same, with a finding for what cannot be read, so that the rest can be looked at. */
    public static RuleInput ofReadable(List<Path> paths) throws IOException {
        if (paths.isEmpty()) {
            return shipped();
        }
        List<String> names = new ArrayList<>();
        List<RuleFile> files = new ArrayList<>();
        List<Diagnostic> unreadable = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : Files.isDirectory(path) ? inFolder(path) : List.of(path)) {
                names.add(file.toString());
                try {
                    files.add(new RuleFile(file.toString(), RulesText.read(file)));
                } catch (UnreadableRulesException e) {
                    unreadable.add(e.diagnostic());
                }
            }
        }
        return new RuleInput(names, files, unreadable);
    }

    private static List<Path> inFolder(Path folder) throws IOException {
        List<Path> files = RulesFolder.files(folder);
        if (files.isEmpty()) {
            throw new IOException("no rules file (.yaml, .yml) in the folder " + folder);
        }
        return files;
    }

    public Compilation compile(CompilerOptions options) {
        return RuleCompiler.compile(sources(), options);
    }

    public Explanation explain() {
        return RuleCompiler.explain(sources());
    }

    private List<RuleSource> sources() {
        return files.stream().map(file -> new RuleSource(file.name(), file.text())).toList();
    }

    /** With the names of hosts as they were resolved for it, and what it was compiled with. */
    public RuleFiles toPublish(HostLookup hosts, CompilerOptions options) {
        return new RuleFiles(PublishedRules.of(files, hosts.found(), PushTerms.of(options)));
    }

    private static RuleInput shipped() {
        List<RuleFile> files =
                ShippedRules.files().stream()
                        .map(file -> new RuleFile(file.name(), file.text()))
                        .toList();
        return new RuleInput(files.stream().map(RuleFile::name).toList(), files, List.of());
    }
}
