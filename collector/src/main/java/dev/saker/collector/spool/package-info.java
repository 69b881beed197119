// SPDX-License-Identifier: Apache-2.0

/**
 * Where events wait while Kafka does not take them: files that are written at one end and sent from
 * the other, in order, also by the next start.
 */
package dev.saker.collector.spool;
