// SPDX-License-Identifier: Apache-2.0
/** The host's state driven by a recording instead of a probe. */
package dev.saker.collector.recording;
