// SPDX-License-Identifier: Apache-2.0
/**
 * Sequences by Flink's pattern engine: the pattern, its automaton, and the state of a key. The only
 * package here that needs Flink.
 */
package dev.saker.rules.cep;
