// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

/** The refusals of bpf(2) in words, with what usually mends them. */
final class Errno {
    private static final int EPERM = 1;
    private static final int E2BIG = 7;
    private static final int ENOMEM = 12;
    private static final int EACCES = 13;
    private static final int EBUSY = 16;
    private static final int EINVAL = 22;

    private Errno() {}

    static String text(long negative) {
        int errno = (int) -negative;
        return switch (errno) {
            case EPERM ->
                    "not permitted (EPERM): CAP_BPF and CAP_PERFMON are needed, and kernel lockdown"
                            + " (cat /sys/kernel/security/lockdown) must not be at confidentiality";
            case EACCES -> "refused by the verifier (EACCES)";
            case E2BIG -> "too large for this kernel's verifier (E2BIG)";
            case ENOMEM ->
                    "out of memory (ENOMEM): BPF maps count against the memory cgroup; use smaller"
                            + " rings or raise its limit";
            case EBUSY -> "busy (EBUSY)";
            case EINVAL -> "invalid for this kernel (EINVAL)";
            default -> "errno " + errno;
        };
    }
}
