// SPDX-License-Identifier: Apache-2.0
/**
 * From the kernel to Java: BPF programs that write scap events, their loader, and readers that see
 * the events where the kernel put them. Start at {@link dev.saker.probe.Probe}.
 */
package dev.saker.probe;
