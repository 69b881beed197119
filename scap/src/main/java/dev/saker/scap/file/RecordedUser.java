// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/** A user of the recorded machine. The arrays are not to be written to. */
public record RecordedUser(long uid, long gid, byte[] name, byte[] home, byte[] shell) {}
