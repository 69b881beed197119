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
import java.util.List;

final class StandardOutputSinkTest extends AlertSinkContract {

    @Override
    protected Receiver start(Path folder) {
        return new Output();
    }

    /** A pipe whose reader may go. */
    private static final class Output extends OutputStream implements Receiver {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private volatile boolean gone;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (gone) {
                throw new IOException("Broken pipe");
            }
            written.write(bytes, offset, length);
        }

        @Override
        public AlertSink openSink() {
            return new StandardOutputSink(this, AlertForm.JSON);
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

        @Override
        public void close() {}
    }
}
