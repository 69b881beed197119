// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.standalone.doctor.Doctor;
import dev.saker.standalone.doctor.Finding;
import dev.saker.standalone.terminal.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code saker doctor}: what works here and how to mend what does not. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Tell what this host lacks to run Saker, and how to mend it.")
public final class DoctorCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "Port that 'saker up' is to give its broker (default: any).")
    private int kafkaPort;

    @Override
    public Integer call() {
        Doctor doctor = Doctor.ofThisHost();
        List<Finding> findings = new ArrayList<>(doctor.probe());
        findings.addAll(doctor.pipeline(kafkaPort));
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(finding -> out.println(Printable.text(finding.text())));
        return Finding.anyBroken(findings) ? ExitCode.SOFTWARE : ExitCode.OK;
    }
}
