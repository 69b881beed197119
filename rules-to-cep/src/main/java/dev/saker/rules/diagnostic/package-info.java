// SPDX-License-Identifier: Apache-2.0
/** Findings about rules files: where, what, and what to do. */
package dev.saker.rules.diagnostic;
