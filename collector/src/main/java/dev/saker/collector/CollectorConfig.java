// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.alertcapture.AlertCaptureOptions;
import dev.saker.collector.containers.ContainerOptions;
import dev.saker.collector.publish.ProducerOptions;
import dev.saker.collector.spool.SpoolOptions;
import dev.saker.collector.state.ContainerPatterns;
import dev.saker.collector.state.ThreadTable;
import dev.saker.probe.EventClass;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeOptions;
import dev.saker.schemas.config.Default;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.RegistryConnection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The collector's YAML file, key by key; docs/collector.md explains each.
 *
 * @param node name of this host in records, the host's own unless given
 * @param schemaRegistry without it, schemas have the numbers that the registry inside the pipeline
 *     gives them, the same everywhere
 * @param publish what leaves the node
 * @param archive what leaves it besides
 * @param lock a file that the daemon locks, so that there is one on a node
 */
public record CollectorConfig(
        Optional<String> node,
        KafkaConnection kafka,
        Optional<RegistryConnection> schemaRegistry,
        ProducerOptions producer,
        SpoolOptions spool,
        TopicNames topics,
        @Default("plan") Publish publish,
        Archive archive,
        Capture capture,
        Exclude exclude,
        State state,
        ContainerOptions containers,
        AlertCaptureOptions alertCapture,
        Admin admin,
        @Default("/run/saker-collector.lock") Path lock) {

    public CollectorConfig {
        boolean excludes = !exclude.pids().isEmpty() || !exclude.cgroups().isEmpty();
        if (capture.source() == Source.KMOD && excludes) {
            throw new IllegalArgumentException(
                    "exclude has no meaning with capture.source: kmod: the kernel module leaves"
                            + " nobody out");
        }
        if (capture.recording().isPresent() && node.isPresent()) {
            throw new IllegalArgumentException(
                    "node cannot be set with capture.recording: a recording says where it was"
                            + " made");
        }
    }

    /** With everything but the way to Kafka left to its default. */
    public static CollectorConfig of(KafkaConnection kafka) {
        return new CollectorConfig(
                Optional.empty(),
                kafka,
                Optional.empty(),
                ProducerOptions.defaults(),
                SpoolOptions.none(),
                new TopicNames(Topics.EVENTS_SYSCALL, Topics.COLLECTORS),
                Publish.PLAN,
                new Archive(List.of()),
                Capture.defaults(),
                new Exclude(List.of(), List.of()),
                new State(ThreadTable.DEFAULT_CAPACITY, List.of(), Path.of("/etc")),
                ContainerOptions.defaults(),
                AlertCaptureOptions.none(),
                new Admin("127.0.0.1", Admin.DEFAULT_PORT),
                Path.of("/run/saker-collector.lock"));
    }

    public CollectorConfig withNode(String name) {
        return new CollectorConfig(
                Optional.of(name),
                kafka,
                schemaRegistry,
                producer,
                spool,
                topics,
                publish,
                archive,
                capture,
                exclude,
                state,
                containers,
                alertCapture,
                admin,
                lock);
    }

    public CollectorConfig withProducer(ProducerOptions newProducer) {
        return new CollectorConfig(
                node,
                kafka,
                schemaRegistry,
                newProducer,
                spool,
                topics,
                publish,
                archive,
                capture,
                exclude,
                state,
                containers,
                alertCapture,
                admin,
                lock);
    }

    public CollectorConfig withCapture(Capture newCapture) {
        return new CollectorConfig(
                node,
                kafka,
                schemaRegistry,
                producer,
                spool,
                topics,
                publish,
                archive,
                newCapture,
                exclude,
                state,
                containers,
                alertCapture,
                admin,
                lock);
    }

    public CollectorConfig withAlertCapture(AlertCaptureOptions newAlertCapture) {
        return new CollectorConfig(
                node,
                kafka,
                schemaRegistry,
                producer,
                spool,
                topics,
                publish,
                archive,
                capture,
                exclude,
                state,
                containers,
                newAlertCapture,
                admin,
                lock);
    }

    public CollectorConfig withPublish(Publish wanted) {
        return new CollectorConfig(
                node,
                kafka,
                schemaRegistry,
                producer,
                spool,
                topics,
                wanted,
                archive,
                capture,
                exclude,
                state,
                containers,
                alertCapture,
                admin,
                lock);
    }

    public CollectorConfig withAdmin(Admin newAdmin) {
        return new CollectorConfig(
                node,
                kafka,
                schemaRegistry,
                producer,
                spool,
                topics,
                publish,
                archive,
                capture,
                exclude,
                state,
                containers,
                alertCapture,
                newAdmin,
                lock);
    }

    /** The configured name, or the host's. */
    public String nodeName() {
        return node.filter(name -> !name.isBlank()).orElseGet(CollectorConfig::hostName);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            throw new IllegalStateException(
                    "this host's name cannot be found out: set node in the configuration", unnamed);
        }
    }

    /** What sends events in the kernel. */
    public enum Source {
        /** Our own BPF programs. */
        PROBE,
        /** Falco's kernel module: experimental, never run on the module itself. */
        KMOD
    }

    public record TopicNames(
            @Default(Topics.EVENTS_SYSCALL) String events,
            @Default(Topics.COLLECTORS) String collectors) {}

    /** What leaves the node. */
    public enum Publish {
        /**
         * What may matter to some rule, and what is archived. Everything while no rule is known.
         */
        PLAN,
        /** Whatever is captured. */
        ALL
    }

    /**
     * What leaves the node whatever the rules are.
     *
     * @param classes of events, of each but those of high rate
     */
    public record Archive(List<EventClass> classes) {
        public Archive {
            classes = List.copyOf(classes);
        }

        BitSet eventCodes() {
            BitSet codes = Probe.ordinaryEvents();
            codes.stream()
                    .filter(code -> !classes.contains(EventClass.of(code)))
                    .forEach(codes::clear);
            return codes;
        }
    }

    /**
     * @param events names of event types to publish; all but those of high rate if empty
     * @param publishState whether events that are captured for the host's state alone are published
     *     too
     * @param fields groups of fields beyond the default ones, as in FieldGroup
     * @param snaplen the most bytes an event carries of what was read, written, sent or received
     * @param source what sends events in the kernel
     * @param recording its events are published instead of this host's
     */
    public record Capture(
            List<String> events,
            @Default("true") boolean publishState,
            List<String> fields,
            @Default("80") int snaplen,
            @Default("8388608") int ringBytes,
            @Default("2") int cpusPerRing,
            @Default("2ms") Duration reorderWindow,
            @Default("2ms") Duration pollShortest,
            @Default("10ms") Duration pollLongest,
            @Default("probe") Source source,
            Optional<Path> recording) {
        public Capture {
            events = List.copyOf(events);
            fields = List.copyOf(fields);
            if (snaplen < 0 || snaplen > ProbeOptions.MOST_DATA_BYTES) {
                throw new IllegalArgumentException(
                        "snaplen must be from 0 to 65535, not " + snaplen);
            }
            if (pollShortest.isNegative()
                    || pollShortest.isZero()
                    || pollLongest.compareTo(pollShortest) < 0) {
                throw new IllegalArgumentException(
                        "poll_shortest must be positive and not above poll_longest, not "
                                + pollShortest
                                + " and "
                                + pollLongest);
            }
        }

        public static Capture defaults() {
            return new Capture(
                    List.of(),
                    true,
                    List.of(),
                    ProbeOptions.DEFAULT_DATA_BYTES,
                    8 << 20,
                    2,
                    Duration.ofMillis(2),
                    Duration.ofMillis(2),
                    Duration.ofMillis(10),
                    Source.PROBE,
                    Optional.empty());
        }
    }

    /**
     * Whose events are not to be seen, beside the collector's own.
     *
     * @param pids processes, by their ids on the host
     * @param cgroups directories of the v2 hierarchy, with all below them
     */
    public record Exclude(List<Integer> pids, List<Path> cgroups) {
        public Exclude {
            pids = List.copyOf(pids);
            cgroups = List.copyOf(cgroups);
        }
    }

    /**
     * @param containerdNamespaces whose groups are containers' groups
     * @param accounts folder of the host's passwd and group; not /etc where that is a container's
     */
    public record State(
            @Default("262144") int threads,
            List<String> containerdNamespaces,
            @Default("/etc") Path accounts) {
        public State {
            containerdNamespaces = List.copyOf(containerdNamespaces);
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be positive, not " + threads);
            }
        }

        Set<String> namespaces() {
            return containerdNamespaces.isEmpty()
                    ? ContainerPatterns.CONTAINERD_NAMESPACES
                    : Set.copyOf(containerdNamespaces);
        }
    }

    /**
     * @param port of the HTTP endpoint; 0 takes a free one, -1 opens none
     */
    public record Admin(@Default("127.0.0.1") String address, @Default("9450") int port) {
        static final int DEFAULT_PORT = 9450;

        /** For a collector inside another program that has its own endpoints. */
        public static final Admin NONE = new Admin("127.0.0.1", -1);

        public Admin {
            if (port < -1 || port > 65535) {
                throw new IllegalArgumentException("port must be from -1 to 65535, not " + port);
            }
        }
    }
}
