// SPDX-License-Identifier: Apache-2.0
/** Rules over a recording, in one thread. */
package dev.saker.standalone.scan;
