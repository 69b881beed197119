// SPDX-License-Identifier: Apache-2.0
/**
 * Recordings: {@code .scap} files as libscap, Sysdig and Falco write them, plain or gzip. {@link
 * dev.saker.scap.file.RecordingReader} is where to begin.
 */
package dev.saker.scap.file;
