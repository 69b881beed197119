// SPDX-License-Identifier: Apache-2.0
/**
 * Regular expressions of RE2's POSIX syntax over bytes: an automaton that is made as texts ask for
 * it, so that a text costs a table look-up per letter and no object.
 */
package dev.saker.rules.regex;
