// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

/** Whether a finding keeps the files from being used. */
public enum Severity {
    ERROR,
    WARNING
}
