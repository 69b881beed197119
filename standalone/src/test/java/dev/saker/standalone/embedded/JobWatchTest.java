// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;

class JobWatchTest {

    private final JobWatch watch = new JobWatch(null, new JobID());

    @Test
    void count_overARestartOfTheJob_goesOnFromWhereItWas() {
        watch.take(Map.of("events", 10L));
        watch.take(Map.of("events", 25L));
        watch.take(Map.of());
        watch.take(Map.of("events", 5L));
        watch.take(Map.of("events", 7L));

        assertThat(watch.count("events")).isEqualTo(32);
        watch.close();
    }
}
