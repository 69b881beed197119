// SPDX-License-Identifier: Apache-2.0
/**
 * Which rules an event matches. {@link dev.saker.rules.match.Matcher} is the way in; {@code
 * Interpreter} is the plain reading that it must agree with.
 */
package dev.saker.rules.match;
