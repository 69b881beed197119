#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# What the container is to be: one of the names below, or any command (the Flink Kubernetes Operator starts bash).
# Lines of `key: value` in FLINK_PROPERTIES are added to Flink's configuration; the mounted one stays as it is.
set -euo pipefail

readonly jobs=dev.saker.jobs

usage() {
	cat <<-'END'
		usage: detection [FILE]      a JobManager that runs detection (/etc/saker/detection.yaml)
		       delivery [FILE]       a JobManager that runs delivery (/etc/saker/delivery.yaml)
		       jobmanager            a JobManager that waits for jobs
		       taskmanager           a TaskManager of any of them
		       standalone-job --job-classname CLASS [OPTION]... -- [ARGUMENT]...
		       COMMAND [ARGUMENT]... flink, bash, …
	END
}

# Flink merges them itself: a key that YAML finds twice is an error.
configure() {
	export FLINK_CONF_DIR=${FLINK_CONF_DIR:-$FLINK_HOME/conf}
	[[ -n ${FLINK_PROPERTIES-} ]] || return 0
	local directory line settings=()
	while IFS= read -r line; do
		line=${line#"${line%%[![:space:]]*}"}
		[[ -z $line || $line == \#* ]] && continue
		[[ $line == *:* ]] || { echo "FLINK_PROPERTIES: not 'key: value': $line" >&2 && exit 2; }
		settings+=("-D${line%%:*}=$(sed 's/^[^:]*:[[:space:]]*//; s/[[:space:]]*$//' <<<"$line")")
	done <<<"$FLINK_PROPERTIES"
	directory=$(mktemp -d /tmp/flink-conf.XXXXXX)
	cp -L "$FLINK_CONF_DIR"/* "$directory" # -L: a mounted ConfigMap is made of links
	"$FLINK_HOME/bin/settings" UPDATE_AND_GET_FLINK_CONFIGURATION "${settings[@]}" >"$directory/config.yaml.new"
	mv -f "$directory/config.yaml.new" "$directory/config.yaml"
	export FLINK_CONF_DIR=$directory
}

main() {
	local role=${1:-help}
	[[ $role != help && $role != --help ]] || { usage && exit 0; }
	shift
	configure
	case $role in
	jobmanager | taskmanager | standalone-job)
		exec "$FLINK_HOME/bin/$role.sh" "$@"
		;;
	detection)
		exec "$FLINK_HOME/bin/standalone-job.sh" --job-classname "$jobs.DetectionJob" -- --config "${1:-/etc/saker/detection.yaml}"
		;;
	delivery)
		exec "$FLINK_HOME/bin/standalone-job.sh" --job-classname "$jobs.DeliveryJob" -- --config "${1:-/etc/saker/delivery.yaml}"
		;;
	*)
		exec "$role" "$@"
		;;
	esac
}

main "$@"
