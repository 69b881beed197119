// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.rule;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Explanation;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.ruleset.ShippedRules;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules files that a command was given: read once, so that what was checked is what is used.
 */
public record RuleInput(List<RuleFile> files) {

    public RuleInput {
        files = List.copyOf(files);
    }

    /**
     * The rules we ship, if nothing is named. Of a folder those files whose names end in {@code
     * .yaml} or {@code .yml}, by name.
     */
    public static RuleInput of(List<Path> paths) throws IOException {
        if (paths.isEmpty()) {
            return new RuleInput(shipped());
        }
        List<RuleFile> files = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : Files.isDirectory(path) ? inFolder(path) : List.of(path)) {
                files.add(new RuleFile(file.toString(), text(file)));
            }
        }
        return new RuleInput(files);
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

    public List<String> names() {
        return files.stream().map(RuleFile::name).toList();
    }

    public RuleFiles toPublish() {
        return new RuleFiles(files);
    }

    private static List<RuleFile> shipped() {
        return ShippedRules.files().stream()
                .map(file -> new RuleFile(file.name(), file.text()))
                .toList();
    }

    private static String text(Path path) throws IOException {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new IOException("no such rules file: " + path, e);
        } catch (CharacterCodingException e) {
            throw new IOException("rules file is not UTF-8: " + path, e);
        } catch (IOException e) {
            throw new IOException("cannot read rules file " + path + ": " + e.getMessage(), e);
        }
    }
}
