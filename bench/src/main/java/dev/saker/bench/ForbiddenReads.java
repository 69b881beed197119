// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventReader;
import java.io.IOException;

/** Deeds among ordinary ones that the rules must find: cat reads the passwords of the host. */
final class ForbiddenReads implements EventTopic.Visitor {
    private static final String FILE = "/etc/shadow";
    private static final String PROGRAM = "cat";

    private final SyscallEventReader reader = new SyscallEventReader();
    private final Slice text = new Slice();
    private int seen;

    private ForbiddenReads() {}

    static void perform(int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            int status =
                    new ProcessBuilder(PROGRAM, FILE)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new IOException("cannot read " + FILE + ", which only root may");
            }
        }
    }

    /** How many of them are in the topic. */
    static int in(EventTopic topic) {
        ForbiddenReads reads = new ForbiddenReads();
        topic.visit(reads);
        return reads.seen;
    }

    @Override
    public void event(byte[] framed, int offset, int length) {
        reader.wrap(framed, offset, length);
        if (reader.hasFd() && isFile() && isProgram()) {
            seen++;
        }
    }

    private boolean isFile() {
        text.setAbsent();
        reader.fdName(text);
        return text.present() && text.toString().equals(FILE);
    }

    private boolean isProgram() {
        text.setAbsent();
        reader.processName(text);
        return text.present() && text.toString().equals(PROGRAM);
    }
}
