// SPDX-License-Identifier: Apache-2.0
/** Events of old recordings turned into today's. */
package dev.saker.scap.convert;
