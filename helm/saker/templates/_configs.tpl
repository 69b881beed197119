{{/* The configuration files. What the chart sets comes first; a section of the values that sets the
same key is refused by values.schema.json. All take (dict "root" $ "own" their kafka block). */}}

{{- define "saker.collector.config" -}}
node: ${env:NODE_NAME}
kafka:
  {{- include "saker.kafka.config" . | nindent 2 }}
{{- if .root.Values.schemaRegistry.url }}
schema_registry:
  {{- include "saker.registry.config" . | nindent 2 }}
{{- end }}
admin:
  address: ${env:POD_IP}
  port: {{ .root.Values.collector.adminPort }}
{{- $config := deepCopy .root.Values.collector.config }}
{{- $state := mergeOverwrite (dict "accounts" "/host/etc") ($config.state | default dict) }}
{{- $containers := mergeOverwrite (dict "host_root" "/host") ($config.containers | default dict) }}
{{- $own := dict "state" $state "containers" $containers }}
{{- with .root.Values.collector.spool }}
{{- if .enabled }}
{{- $place := dict "directory" "/var/lib/saker/spool/events" "max_bytes" (mul .sizeMi 1048576) }}
{{- $_ := set $own "spool" (merge $place ($config.spool | default dict)) }}
{{- end }}
{{- end }}
{{ toYaml (merge $own $config) }}
{{- end }}

{{- define "saker.detection.config" -}}
kafka:
  {{- include "saker.kafka.config" . | nindent 2 }}
{{- include "saker.registry.address" . }}
parallelism: {{ .root.Values.detection.parallelism }}
{{- with .root.Values.detection.config }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "saker.delivery.config" -}}
kafka:
  {{- include "saker.kafka.config" . | nindent 2 }}
{{- include "saker.registry.address" . }}
sinks_file: sinks.yaml
{{- with .root.Values.delivery.config }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "saker.sinks.config" -}}
{{ toYaml (dict "sinks" .Values.delivery.sinks "routes" .Values.delivery.routes) }}
{{- end }}

{{- define "saker.tools.config" -}}
kafka:
  {{- include "saker.kafka.config" . | nindent 2 }}
{{- include "saker.registry.address" . }}
topics:
  event_partitions: {{ .root.Values.topics.eventPartitions }}
  alert_partitions: {{ .root.Values.topics.alertPartitions }}
  replication: {{ .root.Values.topics.replication }}
  event_retention: {{ .root.Values.topics.eventRetention }}
  alert_retention: {{ .root.Values.topics.alertRetention }}
{{- end }}
