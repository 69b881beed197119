// SPDX-License-Identifier: Apache-2.0
/**
 * The sensor plan: what a rule set asks of the kernel and of the collector, by event type, so that
 * what no rule can match is turned away as early as can be. Everything here may let too much
 * through and never too little.
 */
package dev.saker.rules.plan;
