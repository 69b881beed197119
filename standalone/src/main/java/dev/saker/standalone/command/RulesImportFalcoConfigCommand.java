// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.Compilation;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.diagnostic.JsonText;
import dev.saker.standalone.falco.FalcoImport;
import dev.saker.standalone.falco.ImportReport;
import dev.saker.standalone.rule.RuleInput;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code saker rules import-falco-config}: rules, settings and sinks of a falco.yaml. */
@Command(
        name = "import-falco-config",
        mixinStandardHelpOptions = true,
        description =
                "Make a folder of what a falco.yaml asks for: its rules files in their order, priority,"
                        + " selection of rules and appended output as settings, outputs as sinks."
                        + " Says what became of every key; the status is 1 if something is lost or"
                        + " unknown, or the rules do not load.")
public final class RulesImportFalcoConfigCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FALCO_YAML", description = "Usually /etc/falco/falco.yaml.")
    private Path file;

    @Option(
            names = "--to",
            paramLabel = "DIRECTORY",
            required = true,
            description = "Where to write: new or empty.")
    private Path target;

    @Option(
            names = "--root",
            paramLabel = "DIRECTORY",
            defaultValue = "/",
            description =
                    "Put before absolute paths in the configuration, if it is a copy of another"
                            + " machine's (default: ${DEFAULT-VALUE}).")
    private Path root;

    @Option(
            names = {"-o", "--option"},
            paramLabel = "KEY=VALUE",
            description =
                    "Put over the configuration, as falco -o is: priority=warning,"
                            + " rules_files[0]=/my.yaml, append_output[]={extra_output: x}. Again"
                            + " for more.")
    private List<String> overrides = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE",
            description = {
                "In place of the configuration's rules_files, as falco -r is; file or folder, again"
                        + " for more."
            })
    private List<Path> rules = List.of();

    @Option(names = "--json", description = "The report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        FalcoImport imported =
                FalcoImport.run(file, overrides, rules, root, target, System::getenv);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(asJson(imported));
        } else {
            out.print(Printable.text(asText(imported)));
        }
        out.flush();
        boolean loads = imported.rules().isEmpty() || rulesLoad(imported, out);
        return loads && !imported.report().hasLosses() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean rulesLoad(FalcoImport imported, PrintWriter out) throws IOException {
        Compilation compilation =
                RuleInput.of(imported.rules()).compile(CompilerFlags.ofThisVersion());
        PrintWriter err = spec.commandLine().getErr();
        err.print(Printable.text(DiagnosticText.render(compilation.errors())));
        err.flush();
        if (!json && compilation.ruleSet().isPresent()) {
            out.printf(
                    "%d rules active, %d inactive: see saker rules check %s%n",
                    compilation.ruleSet().get().rules().size(),
                    compilation.ruleSet().get().inactive().size(),
                    target.resolve("rules"));
            out.flush();
        }
        return compilation.ruleSet().isPresent();
    }

    private static String asText(FalcoImport imported) {
        StringBuilder text = new StringBuilder();
        for (ImportReport.Kind kind : ImportReport.Kind.values()) {
            List<ImportReport.Note> notes = imported.report().notes(kind);
            if (!notes.isEmpty()) {
                text.append(kind.title()).append(":\n");
            }
            for (ImportReport.Note note : notes) {
                String why = note.text().isEmpty() ? "" : ": " + note.text();
                text.append("  ").append(note.place()).append(": ").append(note.key());
                text.append(why).append('\n');
            }
        }
        imported.rules().forEach(written -> text.append("wrote ").append(written).append('\n'));
        imported.sinks().ifPresent(written -> text.append("wrote ").append(written).append('\n'));
        imported.detection()
                .ifPresent(
                        written ->
                                text.append("wrote ")
                                        .append(written)
                                        .append(", to be put into the detection job's file\n"));
        imported.collector()
                .ifPresent(
                        written ->
                                text.append("wrote ")
                                        .append(written)
                                        .append(", to be put into the collector's file\n"));
        return text.toString();
    }

    private static String asJson(FalcoImport imported) {
        JsonText out = new JsonText();
        out.beginObject().name("rules");
        out.texts(imported.rules().stream().map(Path::toString).toList());
        out.name("sinks");
        out.texts(imported.sinks().stream().map(Path::toString).toList());
        out.name("detection");
        out.texts(imported.detection().stream().map(Path::toString).toList());
        out.name("collector");
        out.texts(imported.collector().stream().map(Path::toString).toList());
        out.name("notes").beginArray();
        for (ImportReport.Note note : imported.report().notes()) {
            out.beginObject().name("kind").text(note.kind().word());
            out.name("key").text(note.key()).name("place").text(note.place());
            out.name("text").text(note.text()).endObject();
        }
        return out.endArray().endObject().toString();
    }
}
