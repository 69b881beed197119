#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A JobManager with one job of usrlib.
[[ ${1-} != start-foreground ]] || shift
exec "$FLINK_HOME/bin/process" jobmanager org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint "$@"
