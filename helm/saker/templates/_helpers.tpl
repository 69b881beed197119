{{/* Names, labels, images and what pods have in common. */}}

{{- define "saker.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{/* At most 35 characters: with "-detection" behind it, what Flink takes as the name of a cluster. */}}
{{- define "saker.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 35 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "saker.name" . -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 35 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{/* What an object is selected by: (dict "root" $ "component" "collector"). */}}
{{- define "saker.selectorLabels" -}}
app.kubernetes.io/name: {{ include "saker.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "saker.labels" -}}
{{- with .root.Values.commonLabels }}
{{- toYaml . }}
{{ end -}}
{{ include "saker.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: saker
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* Labels of pods: (dict "root" $ "component" … "extra" map). Without the versions, so that an
upgrade of the chart alone restarts nothing. */}}
{{- define "saker.podLabels" -}}
{{- with .root.Values.commonLabels }}
{{- toYaml . }}
{{ end -}}
{{- with .extra }}
{{- toYaml . }}
{{ end -}}
{{ include "saker.selectorLabels" . }}
app.kubernetes.io/part-of: saker
{{- end }}

{{/* (dict "root" $ "image" .Values.images.flink) */}}
{{- define "saker.image" -}}
{{- $images := .root.Values.images -}}
{{- $name := .image.repository -}}
{{- if $images.registry }}{{ $name = printf "%s/%s" (trimSuffix "/" $images.registry) $name }}{{ end -}}
{{- if .image.digest -}}
{{ $name }}@{{ .image.digest }}
{{- else -}}
{{ $name }}:{{ .image.tag | default $images.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* (dict "root" $ "account" .Values.flink.serviceAccount "component" "flink") */}}
{{- define "saker.serviceAccountName" -}}
{{- if .account.create -}}
{{ .account.name | default (printf "%s-%s" (include "saker.fullname" .root) .component) }}
{{- else -}}
{{ .account.name | default "default" }}
{{- end -}}
{{- end }}

{{/* Where a pod may run: a block of values with these four. */}}
{{- define "saker.placement" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .topologySpreadConstraints }}
topologySpreadConstraints:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

{{/* Of containers that need nothing special. */}}
{{- define "saker.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* What cannot work, before anything is installed. */}}
{{- define "saker.check" -}}
{{- $kafka := .Values.kafka -}}
{{- if and (hasPrefix "sasl" $kafka.securityProtocol) (not $kafka.sasl.existingSecret) }}
{{- range $part, $own := dict "hooks" .Values.hooks.kafka "collector" .Values.collector.kafka "detection" .Values.detection.kafka "delivery" .Values.delivery.kafka }}
{{- if not $own.saslSecret }}
{{- fail (printf "kafka.securityProtocol is %s, but neither kafka.sasl.existingSecret nor %s.kafka.saslSecret names a Secret" $kafka.securityProtocol $part) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.flink.highAvailability (not (include "saker.flink.stateDirectory" .)) }}
{{- fail "flink.highAvailability needs flink.state.directory or flink.state.existingClaim: a new JobManager looks there for the last checkpoint" }}
{{- end }}
{{- if and .Values.flink.state.directory .Values.flink.state.existingClaim }}
{{- fail "flink.state.directory and flink.state.existingClaim exclude each other" }}
{{- end }}
{{- range $job, $values := dict "detection" .Values.detection "delivery" .Values.delivery }}
{{- if and (ne $values.upgradeMode "") (ne $values.upgradeMode "stateless") (not (include "saker.flink.stateDirectory" $)) }}
{{- fail (printf "%s.upgradeMode is %s, which needs flink.state.directory or flink.state.existingClaim" $job $values.upgradeMode) }}
{{- end }}
{{- if and (eq $values.upgradeMode "last-state") (not $.Values.flink.highAvailability) }}
{{- fail (printf "%s.upgradeMode is last-state, which needs flink.highAvailability" $job) }}
{{- end }}
{{- end }}
{{- if .Values.delivery.enabled }}
{{- if or (not .Values.delivery.sinks) (not .Values.delivery.routes) }}
{{- fail "delivery.enabled needs delivery.sinks and delivery.routes: docs/sinks.md" }}
{{- end }}
{{- end }}
{{- if and .Values.detection.enabled (gt (int .Values.detection.parallelism) (int .Values.topics.eventPartitions)) }}
{{- fail (printf "detection.parallelism %d is above topics.eventPartitions %d: the rest would be idle" (int .Values.detection.parallelism) (int .Values.topics.eventPartitions)) }}
{{- end }}
{{- if and .Values.detection.enabled (eq .Values.flink.mode "standalone") (lt (mul .Values.detection.taskManager.replicas .Values.detection.taskManager.slots | int) (int .Values.detection.parallelism)) }}
{{- fail (printf "detection.parallelism %d is above detection.taskManager.replicas times slots" (int .Values.detection.parallelism)) }}
{{- end }}
{{- end }}
