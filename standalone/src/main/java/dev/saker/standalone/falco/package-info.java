// SPDX-License-Identifier: Apache-2.0
/** Takes over a Falco configuration: its rules, what it selects of them, and where alerts go. */
package dev.saker.standalone.falco;
