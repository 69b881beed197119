// SPDX-License-Identifier: Apache-2.0
/** The catalogue of fields. */
package dev.saker.rules.field;
