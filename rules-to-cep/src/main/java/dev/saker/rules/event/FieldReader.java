// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

/** How one field is got from a syscall event. Without state: one reader serves every view. */
@FunctionalInterface
interface FieldReader {
    void read(SyscallEventView view, BoundField field, Value into);
}
