// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.saker.sinks.AlertForm;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.contract.AlertSinkContract;
import dev.saker.sinks.contract.Receiver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

final class StandardOutputSinkTest extends AlertSinkContract {

    @Override
    protected Receiver start(Path folder) {
        return new Output();
    }

    /** A pipe whose reader may go. */
    private static final class Output extends OutputStream implements Receiver {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile boolean gone;
        private volatile boolean full;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            awaitReader();
            if (gone) {
                throw new IOException("Broken pipe");
            }
            written.write(bytes, offset, length);
        }

        @Override
        public AlertSink openSink() {
            return new StandardOutputSink(this, AlertForm.JSON, Duration.ofSeconds(1));
        }

        @Override
        public List<String> received() {
            return written.toString(UTF_8).lines().toList();
        }

        @Override
        public void goDown() {
            gone = true;
        }

        @Override
        public void comeBack() {
            gone = false;
        }

        /** Full, and nobody reads. */
        @Override
        public boolean hang() {
            full = true;
            return true;
        }

        private void awaitReader() {
            try {
                if (full) {
                    end.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            end.countDown();
        }
    }
}
