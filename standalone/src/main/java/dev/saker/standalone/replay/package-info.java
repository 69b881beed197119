// SPDX-License-Identifier: Apache-2.0
/** Rules over history: recordings, and ranges of an events topic. */
package dev.saker.standalone.replay;
