// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.event.EventSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every input that a campaign starts from or once found, and mutations of them by seed. The
 * campaign itself is {@link FuzzCampaignTest}.
 */
class FuzzRegressionTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final int MUTATIONS = 100;
    private static final long SEED = 20261122;

    /** Of all mutations; without one of them that hangs it is a few seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @ParameterizedTest
    @EnumSource
    void inputs_ofEveryTarget_endWithoutAnException(FuzzTargets target) throws IOException {
        List<byte[]> inputs = inputs(target);
        assertThat(inputs).isNotEmpty();

        Assertions.assertTimeoutPreemptively(LIMIT, () -> run(target, inputs));
    }

    private static void run(FuzzTargets target, List<byte[]> inputs) {
        SplittableRandom random = new SplittableRandom(SEED);
        inputs.forEach(target::run);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] input = mutated(inputs.get(random.nextInt(inputs.size())), random);
            try {
                target.run(input);
            } catch (RuntimeException | Error e) {
                String bytes = Arrays.toString(input);
                throw new AssertionError(
                        target + ", seed " + SEED + ", mutation " + i + ": " + bytes, e);
            }
        }
    }

    private static byte[] mutated(byte[] input, SplittableRandom random) {
        byte[] bytes = input.clone();
        int hits = Math.min(bytes.length, 1 + random.nextInt(4));
        for (int i = 0; i < hits; i++) {
            int at = random.nextInt(bytes.length);
            boolean moved = random.nextBoolean();
            bytes[at] = moved ? bytes[random.nextInt(bytes.length)] : (byte) random.nextInt(256);
        }
        boolean cut = bytes.length > 0 && random.nextInt(4) == 0;
        return cut ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static List<byte[]> inputs(FuzzTargets target) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        if (target == FuzzTargets.EVENT) {
            inputs.add(new EventSample().record());
            inputs.add(new EventSample().type("PPME_SYSCALL_EXECVE_19_X").record());
            inputs.add(new EventSample().type("PPME_SOCKET_CONNECT_X").record());
        }
        try (Stream<Path> files = Files.list(RESOURCES.resolve(target.folder()))) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs;
    }
}
