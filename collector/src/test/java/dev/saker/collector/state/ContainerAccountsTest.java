// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.scap.file.RecordedUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerAccountsTest {
    private static final long PID = 100;
    private static final long TWO_MINUTES = Duration.ofMinutes(2).toNanos();

    @TempDir private Path proc;
    private final UserNames host = new UserNames();
    private final ThreadEntry thread = new ThreadEntry(PID);
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();

    /** Closed while the files of containers cannot be read. */
    private volatile CountDownLatch readable = new CountDownLatch(0);

    private ContainerAccounts accounts;

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectories(proc.resolve("1/root"));
        Files.createDirectories(proc.resolve(PID + "/root/etc"));
        host.put(new RecordedUser(7, 7, bytes("host-user"), bytes("/"), bytes("/bin/sh")));
        thread.pid = PID;
        thread.container = Container.ofId("0123456789abcdef");
        accounts = new ContainerAccounts(host, this::read, now::get);
    }

    @Test
    void userAndGroup_ofAContainer_areThoseOfItsFiles() throws IOException {
        Files.writeString(etc("passwd"), "app:x:7:8::/srv:/bin/ash\nlast:x:9:9::/:/bin/sh");
        Files.writeString(etc("group"), "staff:x:8:\nno line of a group\n");

        UserNames names = accounts.of(thread);

        assertThat(text(names.userName(7))).isEqualTo("app");
        assertThat(text(names.home(7))).isEqualTo("/srv");
        assertThat(text(names.userName(9))).isEqualTo("last");
        assertThat(text(names.groupName(8))).isEqualTo("staff");
        assertThat(text(names.userName(1000))).isEqualTo("<NA>");
        assertThat(text(names.userName(0))).isEqualTo("root");
        assertThat(accounts.of(thread)).as("asked once").isSameAs(names);
    }

    @Test
    void containerWithoutFiles_namesNobodyButRoot() {
        assertThat(text(accounts.of(thread).userName(7))).isEqualTo("<NA>");
    }

    /** A process is in its container's group before it is in its root. */
    @Test
    void processStillInTheHostsRoot_hasTheHostsNames_untilAnotherTells() throws IOException {
        Path root = proc.resolve(PID + "/root");
        Files.delete(root.resolve("etc"));
        Files.delete(root);
        Files.createSymbolicLink(root, proc.resolve("1/root"));
        assertThat(text(accounts.of(thread).userName(7))).isEqualTo("host-user");

        Files.delete(root);
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(etc("passwd"), "app:x:7:8::/srv:/bin/ash");
        now.addAndGet(Duration.ofMillis(150).toNanos());

        assertThat(text(accounts.of(thread).userName(7))).isEqualTo("app");
    }

    @Test
    void linkOutOfTheContainer_isNotFollowed() throws IOException {
        Path outside = proc.resolve("outside");
        Files.writeString(outside, "secret:x:7:7::/:/bin/sh");
        Files.createSymbolicLink(etc("passwd"), outside);

        assertThat(text(accounts.of(thread).userName(7))).isEqualTo("<NA>");
    }

    @Test
    void endlessFile_isReadInPart() throws IOException {
        Files.writeString(etc("passwd"), "a:x:7:7::/:/bin/sh\n" + "x".repeat(1 << 20) + "\n");

        assertThat(text(accounts.of(thread).userName(7))).isEqualTo("a");
    }

    @Test
    void pipeNobodyWritesTo_holdsNobodyUp() throws Exception {
        new ProcessBuilder("mkfifo", etc("passwd").toString()).start().waitFor();
        long begin = System.nanoTime();

        accounts.of(thread);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void answerThatComesLate_isWaitedForOnce_andTakenWhenItIsThere() throws IOException {
        Files.writeString(etc("passwd"), "app:x:7:8::/srv:/bin/ash");
        CountDownLatch stuck = hold();

        UserNames none = accounts.of(thread);
        assertThat(text(none.userName(7))).isEqualTo("<NA>");
        now.addAndGet(TWO_MINUTES);
        assertThat(accounts.of(thread)).as("under way, and not asked again").isSameAs(none);

        stuck.countDown();
        await().until(() -> text(accounts.of(thread).userName(7)).equals("app"));
        assertThat(reads).hasValue(1);
    }

    @Test
    void namesThatAreKnown_stayWhileNobodyCanBeAsked() throws IOException {
        Files.writeString(etc("passwd"), "app:x:7:8::/srv:/bin/ash");
        UserNames names = accounts.of(thread);
        hold();
        accounts.of(inAnother("aaaaaaaaaaaa")); // being read
        accounts.of(inAnother("bbbbbbbbbbbb")); // behind it, and nobody else has room

        now.addAndGet(TWO_MINUTES);

        assertThat(accounts.of(thread)).isSameAs(names);
    }

    /** Until the latch is opened. */
    private CountDownLatch hold() {
        readable = new CountDownLatch(1);
        return readable;
    }

    private UserNames read(long pid) throws IOException {
        reads.incrementAndGet();
        try {
            readable.await();
        } catch (InterruptedException ending) {
            throw new IOException(ending);
        }
        return new ContainerFiles(proc).of(pid);
    }

    private static ThreadEntry inAnother(String container) {
        ThreadEntry other = new ThreadEntry(PID);
        other.pid = PID;
        other.container = Container.ofId(container);
        return other;
    }

    private Path etc(String file) {
        return proc.resolve(PID + "/root/etc/" + file);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
