// SPDX-License-Identifier: Apache-2.0
/** What a match says: the parsed output of a rule, and the alert made of it. */
package dev.saker.rules.output;
