// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.alert;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The last alert ids seen, so that an alert sent again after a restart of the job is shown once. It
 * forgets the oldest: a repeat follows its original by no more than a checkpoint.
 */
public final class RecentIds {

    private final int capacity;
    private final Set<String> ids = new LinkedHashSet<>();

    public RecentIds(int capacity) {
        this.capacity = capacity;
    }

    /** Whether the id is new. */
    public boolean add(String id) {
        if (!ids.add(id)) {
            return false;
        }
        if (ids.size() > capacity) {
            var oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }
}
