{{/* What detection and delivery have in common, in both modes. Most take a job:
(dict "root" $ "component" "detection" "values" .Values.detection "own" their kafka block). */}}

{{- define "saker.flink.stateDirectory" -}}
{{- if .Values.flink.state.existingClaim -}}
file:///var/lib/saker
{{- else -}}
{{ trimSuffix "/" .Values.flink.state.directory }}
{{- end -}}
{{- end }}

{{/* Flink's settings as a map of texts; later wins. */}}
{{- define "saker.flink.config" -}}
{{- $values := .values -}}
{{- $name := printf "%s-%s" (include "saker.fullname" .root) .component -}}
{{- $config := dict
  "taskmanager.numberOfTaskSlots" ($values.taskManager.slots | toString)
  "restart-strategy.type" "exponential-delay"
  "metrics.reporters" "prom"
  "metrics.reporter.prom.factory.class" "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"
  "metrics.reporter.prom.port" "9249"
  "io.tmp.dirs" "/tmp"
-}}
{{- with include "saker.flink.stateDirectory" .root -}}
{{- $_ := set $config "execution.checkpointing.dir" (printf "%s/%s/checkpoints" . $name) -}}
{{- $_ := set $config "execution.checkpointing.savepoint-dir" (printf "%s/%s/savepoints" . $name) -}}
{{- $_ := set $config "execution.checkpointing.externalized-checkpoint-retention" "RETAIN_ON_CANCELLATION" -}}
{{- end -}}
{{- if eq .component "delivery" -}}
{{- $_ := set $config "execution.state-recovery.ignore-unclaimed-state" "true" -}}
{{- end -}}
{{- if .root.Values.flink.highAvailability -}}
{{- $_ := set $config "high-availability.type" "kubernetes" -}}
{{- $_ := set $config "high-availability.storageDir" (printf "%s/%s/ha" (include "saker.flink.stateDirectory" .root) $name) -}}
{{- end -}}
{{- range $source := list .root.Values.flink.config $values.flinkConfig -}}
{{- range $key, $value := $source -}}
{{- $_ := set $config $key ($value | toString) -}}
{{- end -}}
{{- end -}}
{{- toYaml $config -}}
{{- end }}

{{/* What a change of must start the job again. */}}
{{- define "saker.flink.annotations" -}}
{{- if eq .component "detection" -}}
checksum/config: {{ include "saker.detection.config" . | sha256sum }}
{{- if and .root.Values.rules.push .values.restartOnRules }}
checksum/rules: {{ toYaml .root.Values.rules | sha256sum }}
{{- end }}
{{- else -}}
checksum/config: {{ printf "%s\n%s" (include "saker.delivery.config" .) (include "saker.sinks.config" .root) | sha256sum }}
{{- end }}
{{- with .values.podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Of the pod, for user and volumes. */}}
{{- define "saker.flink.podSecurity" -}}
runAsNonRoot: true
runAsUser: 9999
runAsGroup: 9999
fsGroup: 9999
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "saker.flink.env" -}}
{{- include "saker.connections.env" . }}
{{- with .values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "saker.flink.mounts" -}}
- {name: config, mountPath: /etc/saker, readOnly: true}
- {name: tmp, mountPath: /tmp}
- {name: log, mountPath: /opt/flink/log}
{{- if .root.Values.flink.state.existingClaim }}
- {name: state, mountPath: /var/lib/saker}
{{- end }}
{{- include "saker.connections.mounts" . }}
{{- if eq .component "delivery" }}
{{- range .values.secrets }}
- {name: {{ printf "sink-%s" . | trunc 63 | trimSuffix "-" }}, mountPath: /run/secrets/{{ . }}, readOnly: true}
{{- end }}
{{- end }}
{{- with .values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "saker.flink.volumes" -}}
- name: config
  configMap: {name: {{ include "saker.fullname" .root }}-{{ .component }}}
- name: tmp
  emptyDir: {}
- name: log
  emptyDir: {sizeLimit: 256Mi}
{{- with .root.Values.flink.state.existingClaim }}
- name: state
  persistentVolumeClaim: {claimName: {{ . }}}
{{- end }}
{{- include "saker.connections.volumes" . }}
{{- if eq .component "delivery" }}
{{- range .values.secrets }}
- name: {{ printf "sink-%s" . | trunc 63 | trimSuffix "-" }}
  secret: {secretName: {{ . }}}
{{- end }}
{{- end }}
{{- with .values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Where the job's file is and what it runs. */}}
{{- define "saker.flink.file" -}}/etc/saker/{{ .component }}.yaml{{- end }}
{{- define "saker.flink.class" -}}
{{- ternary "dev.saker.jobs.DetectionJob" "dev.saker.jobs.DeliveryJob" (eq .component "detection") -}}
{{- end }}

{{/* Whether pods speak to the API server: only then do they get a token. */}}
{{- define "saker.flink.needsApi" -}}
{{- if or (eq .Values.flink.mode "operator") .Values.flink.highAvailability -}}yes{{- end -}}
{{- end }}
