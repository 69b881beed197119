#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# A JobManager that asks Kubernetes for its TaskManagers: kubernetes-jobmanager.sh kubernetes-application|kubernetes-session
case ${1-} in
kubernetes-application) class=KubernetesApplicationClusterEntrypoint ;;
kubernetes-session) class=KubernetesSessionClusterEntrypoint ;;
*) echo "kubernetes-jobmanager.sh: say kubernetes-application or kubernetes-session" >&2 && exit 2 ;;
esac
shift
exec "$FLINK_HOME/bin/process" kubernetes-jobmanager "org.apache.flink.kubernetes.entrypoint.$class" "$@"
