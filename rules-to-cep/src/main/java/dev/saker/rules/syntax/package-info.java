// SPDX-License-Identifier: Apache-2.0
/** The grammar of conditions: text becomes a tree with places, and back. */
package dev.saker.rules.syntax;
