#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A TaskManager.
[[ ${1-} != start-foreground ]] || shift
exec "$FLINK_HOME/bin/process" taskmanager org.apache.flink.runtime.taskexecutor.TaskManagerRunner "$@"
