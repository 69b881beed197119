// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.config;

import dev.saker.schemas.config.Default;
import dev.saker.sinks.AlertForm;

/** Alerts on this process's standard output. */
public record StandardOutputOptions(@Default("text") AlertForm form) {}
