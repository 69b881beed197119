// SPDX-License-Identifier: Apache-2.0
/** First phase: YAML becomes definitions by name. Appends and overrides are applied here. */
package dev.saker.rules.load;
