// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

import java.util.List;

/** Records one behind the other, as a fetch from a topic brings them. */
public record RecordBatch(byte[] bytes, int[] starts) {
    public static RecordBatch of(List<byte[]> records) {
        int[] starts = new int[records.size() + 1];
        for (int i = 0; i < records.size(); i++) {
            starts[i + 1] = starts[i] + records.get(i).length;
        }
        byte[] bytes = new byte[starts[records.size()]];
        for (int i = 0; i < records.size(); i++) {
            System.arraycopy(records.get(i), 0, bytes, starts[i], records.get(i).length);
        }
        return new RecordBatch(bytes, starts);
    }

    public int size() {
        return starts.length - 1;
    }

    public int start(int record) {
        return starts[record];
    }

    public int length(int record) {
        return starts[record + 1] - starts[record];
    }
}
