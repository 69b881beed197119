// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/** A group of the recorded machine. The array is not to be written to. */
public record RecordedGroup(long gid, byte[] name) {}
