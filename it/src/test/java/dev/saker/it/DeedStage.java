// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import dev.saker.collector.containers.ContainerOptions;
import dev.saker.collector.recording.LiveRecording;
import dev.saker.collector.recording.RecordingFiles;
import dev.saker.it.Deeds.Deed;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the deeds are done, while our probe records them: this host, and containers. */
final class DeedStage {
    /** The container of which no start is noticed. */
    static final String MODEST = "modest";

    private static final String ALLOWED = "localhost/allowed:latest";

    /** Copies are made beforehand: a program that appears in a container is an alert itself. */
    private static final Pattern AS = Pattern.compile("\\bas (\\S+)");

    private final Deeds deeds;
    private final Path stage;
    private final Map<String, String> places = new HashMap<>();

    /**
     * @param stage an empty folder, which containers have too
     */
    DeedStage(Deeds deeds, Path stage) {
        this.deeds = deeds;
        this.stage = stage;
    }

    /** By the first letters of their ids, which place each is. */
    Map<String, String> containers() {
        return Map.copyOf(places);
    }

    private void prepare() throws IOException {
        Path source = Host.testResources().resolve("agreement/act.c");
        Path act = stage.resolve("act");
        Host.compileStatic(source, act);
        for (Deed deed : deeds.deeds()) {
            Path own = Files.createDirectories(stage.resolve("of-" + deed.mark()));
            Matcher names = AS.matcher(deed.script());
            while (names.find()) {
                Files.copy(act, own.resolve(names.group(1)), StandardCopyOption.COPY_ATTRIBUTES);
            }
            String script =
                    """
                    A=%s D=%s
                    as() { name=$1; shift; $D/$name "$@"; }
                    %s
                    true
                    """
                            .formatted(act, own, deed.script());
            Files.writeString(stage.resolve(deed.mark()), script);
        }
        for (String place : places()) {
            String all =
                    of(place)
                            .map(deed -> "sh " + stage.resolve(deed.mark()) + " &\n")
                            .collect(Collectors.joining("", "", "wait\n"));
            Files.writeString(stage.resolve("all-" + place + ".sh"), all);
        }
    }

    private Set<String> places() {
        return deeds.deeds().stream().map(Deed::place).collect(Collectors.toSet());
    }

    private Stream<Deed> of(String place) {
        return deeds.deeds().stream().filter(deed -> deed.place().equals(place));
    }

    /**
     * Does all of them, here and in containers, and records it.
     *
     * @return how many events were lost
     */
    long record(Path directory, Path file) throws Exception {
        prepare();
        try (Containers containers = Containers.in(directory.resolve("containers"));
                Probe probe = Probe.open(ProbeOptions.defaults())) {
            ContainerOptions asked = patient(containers.serve());
            RecordingFiles files = new RecordingFiles(file, Long.MAX_VALUE, 1);
            LiveRecording recording = new LiveRecording(files, 80, asked);
            recording.attach(probe);
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Void> recorded =
                    CompletableFuture.runAsync(() -> run(recording, probe, done));
            act(containers);
            Thread.sleep(500); // what came last is still on its way through the rings
            done.set(true);
            recorded.join();
            return probe.drops().lost();
        }
    }

    /** This host may be busy, and podman answers nothing about a container that it starts. */
    private static ContainerOptions patient(Path podman) {
        ContainerOptions usual = ContainerOptions.ofSockets(List.of("podman=" + podman));
        return new ContainerOptions(
                true,
                usual.engines(),
                usual.docker(),
                usual.podman(),
                usual.cri(),
                usual.hostRoot(),
                Duration.ofSeconds(30),
                256 << 20,
                Duration.ofSeconds(10),
                usual.labelLength());
    }

    private static void run(LiveRecording recording, Probe probe, AtomicBoolean done) {
        try {
            recording.run(probe, done::get);
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private void act(Containers containers) {
        List<CompletableFuture<Void>> under = new ArrayList<>();
        for (String place : places()) {
            List<String> all = List.of("sh", stage.resolve("all-" + place + ".sh").toString());
            if (place.equals(Deeds.HOST)) {
                under.add(CompletableFuture.runAsync(() -> Command.run(all).orThrow()));
                continue;
            }
            List<String> options =
                    new ArrayList<>(List.of("--network", "none", "-v", stage + ":" + stage));
            if (!place.equals("plain")) {
                options.add("--privileged");
            }
            if (place.equals("pod")) {
                options.addAll(List.of("--label", "io.kubernetes.pod.namespace=scoped"));
            }
            String id = containers.start(options, List.of("sleep", "600"));
            places.put(id.substring(0, 12), place);
            under.add(CompletableFuture.runAsync(() -> containers.exec(id, all).orThrow()));
        }
        startModest(containers);
        under.forEach(CompletableFuture::join);
    }

    /** By nobody in particular, of an image that the site allows, with nothing of the host's. */
    private void startModest(Containers containers) {
        containers.tag(ALLOWED);
        List<String> options = List.of("--network", "none", "--user", "47114:47114");
        String id = containers.start(options, ALLOWED, List.of("sleep", "600"));
        places.put(id.substring(0, 12), MODEST);
    }
}
