// SPDX-License-Identifier: Apache-2.0
/**
 * The rule language. {@link dev.saker.rules.RuleCompiler} makes a rule set of files: load, resolve,
 * check, select.
 */
package dev.saker.rules;
