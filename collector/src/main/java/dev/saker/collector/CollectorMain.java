// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.admin.AdminException;
import dev.saker.collector.spool.SpoolException;
import dev.saker.probe.Confinement;
import dev.saker.probe.ProbeException;
import dev.saker.schemas.config.ConfigException;
import dev.saker.schemas.config.YamlConfig;
import dev.saker.schemas.registry.HttpSchemaRegistry;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.schemas.registry.RegistryException;
import dev.saker.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon: reads its file, starts a collector, and stops it on SIGTERM or SIGINT. */
public final class CollectorMain {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorMain.class);
    private static final int OK = 0;
    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    private CollectorMain() {}

    public static void main(String[] arguments) {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            System.err.println("usage: collector --config FILE");
            System.exit(USAGE);
        }
        System.exit(run(Path.of(arguments[1]), System.err));
    }

    /** Runs until it is told to stop. What stands in the way goes to {@code err}, in words. */
    public static int run(Path file, PrintStream err) {
        try {
            CollectorConfig config = YamlConfig.read(file, CollectorConfig.class);
            if (config.capture().recording().isPresent()) {
                SensorPlan plan = SensorPlan.of(config.capture());
                return publish(config, config.capture().recording().get(), plan, err);
            }
            SensorPlan plan = SensorPlan.of(config, List.of());
            // Held until the process ends, however it does.
            NodeLock.take(config.lock());
            Collector collector = Collector.start(config, plan, registry(config));
            confine(err);
            err.println("saker collector: watching this host");
            awaitStop(collector, err);
            return OK;
        } catch (ConfigException unusable) {
            unusable.problems().forEach(problem -> err.println("saker collector: " + problem));
            return USAGE;
        } catch (UncheckedIOException unusable) {
            err.println("saker collector: " + unusable.getMessage());
            return FAILURE;
        } catch (ProbeException
                | AdminException
                | RegistryException
                | NodeLock.LockException
                | SpoolException
                | IOException
                | KafkaException refused) {
            err.println("saker collector: " + refused.getMessage());
            return FAILURE;
        }
    }

    /** Ends with the recording, or when it is told to. */
    private static int publish(
            CollectorConfig config, Path recording, SensorPlan plan, PrintStream err)
            throws IOException {
        RecordingCollector collector =
                RecordingCollector.start(config, recording, plan, registry(config));
        err.println("saker collector: publishing " + recording);
        Thread stop =
                new Thread(
                        () -> {
                            collector.close();
                            report(collector, err);
                            Runtime.getRuntime().halt(OK);
                        },
                        "saker-collector-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            collector.await();
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (InterruptedException interrupted) {
            collector.close();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException ending) {
            return OK; // the hook is at it and ends the process
        }
        report(collector, err);
        return collector.problem().isPresent() ? FAILURE : OK;
    }

    private static void report(RecordingCollector collector, PrintStream err) {
        collector.problem().ifPresent(problem -> err.println("saker collector: " + problem));
        collector.passedOver().stream()
                .map(line -> "saker collector: passed over: " + line)
                .forEach(err::println);
        err.println("saker collector: " + collector.summary());
        err.flush();
    }

    /** What was needed to load and attach the probe is not needed to read it. */
    private static void confine(PrintStream err) {
        try {
            long left = Confinement.keepReadingOfProcesses();
            LOG.info("event=confined capabilities={}", Long.toHexString(left));
        } catch (ProbeException refused) {
            LOG.warn("event=not_confined reason=\"{}\"", refused.getMessage());
            err.println("saker collector: keeps its capabilities: " + refused.getMessage());
        }
    }

    private static SchemaRegistry registry(CollectorConfig config) {
        return config.schemaRegistry()
                .<SchemaRegistry>map(HttpSchemaRegistry::new)
                .orElseGet(LocalSchemaRegistry::new);
    }

    /**
     * A signal runs the hook, and the JVM would end with the signal's number when it returns. Being
     * told to stop is no failure, so the hook ends the process itself.
     */
    private static void awaitStop(Collector collector, PrintStream err) {
        Thread stop =
                new Thread(
                        () -> {
                            collector.stop();
                            err.println("saker collector: " + collector.summary());
                            err.flush();
                            Runtime.getRuntime().halt(OK);
                        },
                        "saker-collector-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Runtime.getRuntime().removeShutdownHook(stop);
            collector.stop();
            Thread.currentThread().interrupt();
        }
    }
}
