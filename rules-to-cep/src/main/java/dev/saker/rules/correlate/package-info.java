// SPDX-License-Identifier: Apache-2.0
/**
 * Rules over several events, checked: what is looked for, and what goes in and comes out of looking
 * for it. {@link dev.saker.rules.correlate.plan} makes them of files, {@link
 * dev.saker.rules.correlate.keyed} holds the state of one key, {@link
 * dev.saker.rules.correlate.run} drives it without Flink.
 */
package dev.saker.rules.correlate;
