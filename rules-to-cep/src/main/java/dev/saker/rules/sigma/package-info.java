// SPDX-License-Identifier: Apache-2.0
/**
 * Makes rules of Sigma rules about Linux processes, files and connections. What cannot be said in
 * our language is refused, never said more weakly.
 */
package dev.saker.rules.sigma;
