{{/* A FlinkDeployment. The operator adds ports, probes and Flink's own configuration to the pods. */}}
{{- define "saker.flink.operator" -}}
{{- $values := .values -}}
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: {{ include "saker.fullname" .root }}-{{ .component }}
  labels:
    {{- include "saker.labels" . | nindent 4 }}
spec:
  image: {{ include "saker.image" (dict "root" .root "image" .root.Values.images.flink) }}
  imagePullPolicy: {{ .root.Values.images.pullPolicy }}
  flinkVersion: {{ .root.Values.flink.version }}
  serviceAccount: {{ include "saker.serviceAccountName" (dict "root" .root "account" .root.Values.flink.serviceAccount "component" "flink") }}
  flinkConfiguration:
    {{- include "saker.flink.config" . | nindent 4 }}
  podTemplate:
    metadata:
      labels:
        {{- include "saker.podLabels" (merge (dict "extra" $values.podLabels) .) | nindent 8 }}
      annotations:
        {{- include "saker.flink.annotations" . | nindent 8 }}
    spec:
      {{- with .root.Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        {{- include "saker.flink.podSecurity" . | nindent 8 }}
      {{- with include "saker.placement" $values | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      containers:
        - name: flink-main-container
          {{- with include "saker.flink.env" . | trim }}
          env:
            {{- . | nindent 12 }}
          {{- end }}
          ports:
            - {name: metrics, containerPort: 9249, protocol: TCP}
          securityContext:
            {{- include "saker.containerSecurity" . | nindent 12 }}
          volumeMounts:
            {{- include "saker.flink.mounts" . | nindent 12 }}
      volumes:
        {{- include "saker.flink.volumes" . | nindent 8 }}
  jobManager:
    replicas: 1
    resource:
      memory: {{ printf "%dm" (int $values.jobManager.memoryMi) | quote }}
      cpu: {{ $values.jobManager.cpu }}
    podTemplate:
      metadata:
        labels:
          saker.dev/flink: jobmanager
  taskManager:
    resource:
      memory: {{ printf "%dm" (int $values.taskManager.memoryMi) | quote }}
      cpu: {{ $values.taskManager.cpu }}
    podTemplate:
      metadata:
        labels:
          saker.dev/flink: taskmanager
  job:
    jarURI: local:///opt/flink/usrlib/saker-jobs.jar
    entryClass: {{ include "saker.flink.class" . }}
    args: ["--config", {{ include "saker.flink.file" . | quote }}]
    parallelism: {{ $values.parallelism | default 1 }}
    state: running
    {{- if eq .component "delivery" }}
    # A sink that is gone leaves its positions behind.
    allowNonRestoredState: true
    {{- end }}
    upgradeMode: {{ include "saker.flink.upgradeMode" . }}
{{- end }}

{{- define "saker.flink.upgradeMode" -}}
{{- if .values.upgradeMode -}}
{{ .values.upgradeMode }}
{{- else if eq .component "delivery" -}}
stateless
{{- else if .root.Values.flink.highAvailability -}}
last-state
{{- else if include "saker.flink.stateDirectory" .root -}}
savepoint
{{- else -}}
stateless
{{- end -}}
{{- end }}
