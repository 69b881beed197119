// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.RuleSource;
import dev.saker.rules.diagnostic.JsonText;
import dev.saker.rules.sigma.SigmaImport;
import dev.saker.rules.sigma.SigmaPlaceholders;
import dev.saker.rules.sigma.SigmaProblem;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code saker rules import-sigma}: rules of Sigma's. */
@Command(
        name = "import-sigma",
        mixinStandardHelpOptions = true,
        description =
                "Make a rules file of Sigma rules about Linux: process_creation, file_event,"
                        + " network_connection, and correlations of them. What cannot be said here"
                        + " is refused with its place; the status is 1 then, and the rest is written.")
public final class RulesImportSigmaCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, or folders, with all .yml and .yaml files below them.")
    private List<Path> paths;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description =
                    "Where to write: a file that is not there yet (default: standard output).")
    private Path target;

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE[,VALUE]...",
            description = {
                "What %%NAME%% stands for in values with the modifier expand; repeat for several.",
                "Without it, rules with such values are refused."
            })
    private Map<String, String> placeholders = new LinkedHashMap<>();

    @Option(
            names = "--placeholders",
            paramLabel = "FILE",
            description = "The same from a YAML file: NAME: [VALUE, ...].")
    private Path placeholderFile;

    @Option(names = "--json", description = "The report as JSON; wants --to.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (json && target == null) {
            throw new ParameterException(
                    spec.commandLine(), "--json wants --to: the rules would be between");
        }
        SigmaImport imported = SigmaImport.of(sources(), placeholders());
        PrintWriter out = spec.commandLine().getOut();
        if (target == null) {
            out.print(imported.yaml());
        } else {
            write(imported.yaml());
        }
        out.flush();
        report(imported);
        return imported.refused().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** What the command line says goes before the file. */
    private SigmaPlaceholders placeholders() throws IOException {
        SigmaPlaceholders known = SigmaPlaceholders.none();
        if (placeholderFile != null) {
            try {
                known =
                        SigmaPlaceholders.of(
                                new RuleSource(placeholderFile.toString(), text(placeholderFile)));
            } catch (SigmaProblem wrong) {
                throw new Failure(wrong.place() + ": " + wrong.getMessage(), wrong);
            }
        }
        Map<String, List<String>> more = new LinkedHashMap<>();
        placeholders.forEach((name, values) -> more.put(name, List.of(values.split(",", -1))));
        return known.and(more);
    }

    private void report(SigmaImport imported) {
        PrintWriter err = spec.commandLine().getErr();
        if (json) {
            spec.commandLine().getOut().println(asJson(imported));
            spec.commandLine().getOut().flush();
            return;
        }
        for (SigmaProblem problem : imported.refused()) {
            err.println(Printable.text(problem.place() + ": refused: " + problem.getMessage()));
        }
        err.printf(
                "%d rules and %d correlations taken over, %d documents refused%n",
                imported.rules(), imported.correlations(), imported.refused().size());
        err.flush();
    }

    private static String asJson(SigmaImport imported) {
        JsonText out = new JsonText();
        out.beginObject().name("rules").number(imported.rules());
        out.name("correlations").number(imported.correlations());
        out.name("refused").beginArray();
        for (SigmaProblem problem : imported.refused()) {
            out.beginObject().name("place").text(problem.place());
            out.name("reason").text(problem.getMessage()).endObject();
        }
        return out.endArray().endObject().toString();
    }

    private void write(String yaml) throws IOException {
        try {
            Files.writeString(target, yaml, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new Failure(target + " is there already; name a new file", e);
        }
    }

    private List<RuleSource> sources() throws IOException {
        List<RuleSource> sources = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path)) {
                sources.add(new RuleSource(file.toString(), text(file)));
            }
        }
        return sources;
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> below = Files.walk(path)) {
            List<Path> files =
                    below.filter(Files::isRegularFile)
                            .filter(file -> file.toString().matches(".*\\.ya?ml"))
                            .sorted()
                            .toList();
            if (files.isEmpty()) {
                throw new Failure("no Sigma rule (.yml, .yaml) below the folder " + path);
            }
            return files;
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new Failure("no such file: " + file, e);
        } catch (CharacterCodingException e) {
            throw new Failure(file + " is not UTF-8", e);
        }
    }
}
