// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jazzer, guided by coverage, in a process of its own: {@code -Dsaker.long=true}, for {@code
 * -Dfuzz.seconds} of processor time each, with {@code -Dfuzz.seed}; {@code -Dfuzz.target=EVENT}
 * runs one of them. An input that breaks something is printed; put it into the target's folder of
 * inputs, where it stays a test.
 */
class FuzzCampaignTest {

    /** Of processor time: a machine that does other things too takes longer, and finds as much. */
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 600);

    private static final int SEED = Integer.getInteger("fuzz.seed", 20261122);
    private static final int MOST_TIMES_LONGER = 10;

    /** All of them, if empty. */
    private static final String TARGET = System.getProperty("fuzz.target", "");

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void campaign_ofEveryTarget_findsNothing(FuzzTargets target)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Boolean.getBoolean("saker.long"),
                "fuzz campaign: runs with -Dsaker.long=true only");
        Assumptions.assumeTrue(
                TARGET.isEmpty() || TARGET.equals(target.name()),
                "fuzz campaign: another target was asked for");
        Path log = directory.resolve("log");

        Process jazzer =
                new ProcessBuilder(command(target))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        while (!jazzer.waitFor(1, TimeUnit.SECONDS)) {
            endAfterItsTime(jazzer);
        }
        int status = jazzer.exitValue();

        String said = Files.readString(log);
        said.lines().filter(line -> line.startsWith("stat::")).forEach(line -> tell(target, line));
        said.lines()
                .filter(line -> line.contains(" corp: "))
                .reduce((before, last) -> last)
                .ifPresent(line -> tell(target, line));
        assertThat(status).as("%s, seed %d:%n%s", target, SEED, tail(said)).isZero();
    }

    /** Jazzer takes this signal as a request to end well; the JVM has no use for it. */
    private static void endAfterItsTime(Process jazzer) throws IOException, InterruptedException {
        Duration used = jazzer.info().totalCpuDuration().orElse(Duration.ZERO);
        if (used.toSeconds() >= SECONDS) {
            new ProcessBuilder("kill", "-USR1", Long.toString(jazzer.pid())).start().waitFor();
        }
    }

    private static void tell(FuzzTargets target, String line) {
        System.out.println("fuzz " + target + " seed=" + SEED + ": " + line);
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 20_000));
    }

    private List<String> command(FuzzTargets target) throws IOException {
        Path corpus = Files.createDirectories(directory.resolve("corpus"));
        Path seeds = Path.of("src/test/resources").resolve(target.folder());
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--instrumentation_includes=dev.saker.**",
                "-max_total_time=" + MOST_TIMES_LONGER * SECONDS,
                "-seed=" + SEED,
                "-timeout=300", // seconds of the clock, on machines that do other things too
                "-rss_limit_mb=0", // the heap has its own limit
                "-print_final_stats=1",
                "-artifact_prefix=" + directory + File.separator,
                corpus.toString(),
                seeds.toString());
    }
}
