// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.describe.FieldList;
import dev.saker.rules.field.FieldCatalog;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code saker rules fields}: every field that rules can name. */
@Command(
        name = "fields",
        mixinStandardHelpOptions = true,
        description = "List the fields that conditions and outputs can name.")
public final class RulesFieldsCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = "",
            description = "Of the events of this source only: syscall, k8s_audit, aws_cloudtrail.")
    private String source;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, markdown or json (default: ${DEFAULT-VALUE}).")
    private ListForm form;

    @Override
    public void run() {
        if (!source.isEmpty() && !FieldCatalog.get().hasSource(source)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "unknown source '" + source + "', known: " + FieldCatalog.get().sources());
        }
        FieldList fields = FieldList.of(source);
        PrintWriter out = spec.commandLine().getOut();
        switch (form) {
            case TEXT -> out.print(fields.text());
            case MARKDOWN -> out.print(fields.markdown());
            case JSON -> out.println(fields.json());
        }
        out.flush();
    }
}
