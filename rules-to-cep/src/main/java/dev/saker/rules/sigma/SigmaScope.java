// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.Map;

/**
 * What names in a detection mean.
 *
 * @param fields by Sigma's names
 */
record SigmaScope(Map<String, SigmaField> fields, SigmaPlaceholders placeholders) {}
