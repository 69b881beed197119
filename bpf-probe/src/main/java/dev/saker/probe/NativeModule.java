// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;

/** The natives of module_jni.h, in the library of {@link NativeProbe}. Failures are -errno. */
final class NativeModule {
    private NativeModule() {}

    /** A descriptor. */
    static native int open(String path);

    static native int close(int descriptor);

    /** An ioctl whose argument is a number. */
    static native long control(int descriptor, int request, long argument);

    /** An ioctl that writes a number of 64 bits, into the first place. */
    static native int ask(int descriptor, int request, long[] into);

    /** Shared with whoever else maps it; null if it cannot be. */
    static native ByteBuffer map(int descriptor, long bytes, boolean writable);

    /** Numbers of system calls, each followed by the code of its event. */
    static native int[] calls();
}
