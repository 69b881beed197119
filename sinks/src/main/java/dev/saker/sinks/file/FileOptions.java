// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.file;

import dev.saker.schemas.config.Default;
import dev.saker.sinks.AlertForm;

/**
 * A file that alerts are appended to.
 *
 * @param maxMegabytes the file is put aside before it grows beyond; 0 for never
 * @param keep how many files put aside are kept: FILE.1, the newest, to FILE.N
 * @param sync an alert counts as delivered when it is on the disk, not when the kernel has it
 */
public record FileOptions(
        String path,
        @Default("json") AlertForm form,
        @Default("100") int maxMegabytes,
        @Default("5") int keep,
        @Default("false") boolean sync) {

    public FileOptions {
        if (path.isBlank()) {
            throw new IllegalArgumentException("path is empty");
        }
        if (maxMegabytes < 0) {
            throw new IllegalArgumentException("max_megabytes " + maxMegabytes + " is below 0");
        }
        if (keep < 1) {
            throw new IllegalArgumentException("keep " + keep + " is below 1");
        }
    }
}
