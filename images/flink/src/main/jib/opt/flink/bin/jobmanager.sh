#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A JobManager that waits for jobs; the word start-foreground, which Flink's own script takes, may be there.
[[ ${1-} != start-foreground ]] || shift
exec "$FLINK_HOME/bin/process" jobmanager org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint "$@"
