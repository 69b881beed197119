// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

/** Nobody can say by which rules an event is to be judged: the job has to fail and start again. */
public final class RulesUnknownException extends RuntimeException {
    RulesUnknownException(String message) {
        super(message);
    }
}
