// SPDX-License-Identifier: Apache-2.0
/** Recordings that alerts start on the node they come from: Falco's {@code capture}. */
package dev.saker.collector.alertcapture;
