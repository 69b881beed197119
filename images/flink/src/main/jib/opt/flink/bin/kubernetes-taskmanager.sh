#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A TaskManager that a JobManager on Kubernetes asked for.
exec "$FLINK_HOME/bin/process" kubernetes-taskmanager org.apache.flink.kubernetes.taskmanager.KubernetesTaskExecutorRunner "$@"
