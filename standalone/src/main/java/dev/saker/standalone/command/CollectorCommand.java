// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.collector.CollectorMain;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code saker collector}: the daemon of a node. */
@Command(
        name = "collector",
        mixinStandardHelpOptions = true,
        description = {
            "Watch this host and publish its events to Kafka, until stopped.",
            "In the file, capture.source: kmod reads Falco's kernel module in place of our probe:"
                    + " experimental, never run on the module itself."
        })
public final class CollectorCommand implements Callable<Integer> {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            required = true,
            description = "YAML file, see docs/collector.md.")
    private Path file;

    @Override
    public Integer call() {
        return CollectorMain.run(file, System.err);
    }
}
