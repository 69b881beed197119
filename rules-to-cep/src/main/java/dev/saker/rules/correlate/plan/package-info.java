// SPDX-License-Identifier: Apache-2.0
/** Makes correlations of what files say: resolves, checks, decides how they are run. */
package dev.saker.rules.correlate.plan;
