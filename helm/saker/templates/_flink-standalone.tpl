{{/* A job without the operator: a JobManager that runs it, TaskManagers, and a Service between them. */}}
{{- define "saker.flink.standalone" -}}
{{- $name := printf "%s-%s" (include "saker.fullname" .root) .component -}}
{{- $manager := merge (dict "role" "jobmanager" "process" .values.jobManager "name" $name) . -}}
{{- $worker := merge (dict "role" "taskmanager" "process" .values.taskManager "name" $name) . -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}-jobmanager
  labels:
    {{- include "saker.labels" . | nindent 4 }}
spec:
  # Without an address of its own: TaskManagers speak to the pod.
  clusterIP: None
  publishNotReadyAddresses: true
  ports:
    - {name: rpc, port: 6123}
    - {name: blob, port: 6124}
    - {name: rest, port: 8081}
  selector:
    {{- include "saker.selectorLabels" . | nindent 4 }}
    saker.dev/flink: jobmanager
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}-jobmanager
  labels:
    {{- include "saker.labels" . | nindent 4 }}
    saker.dev/flink: jobmanager
spec:
  replicas: 1
  # Two JobManagers at once would run the job twice.
  strategy: {type: Recreate}
  {{- include "saker.flink.pods" $manager | nindent 2 }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}-taskmanager
  labels:
    {{- include "saker.labels" . | nindent 4 }}
    saker.dev/flink: taskmanager
spec:
  replicas: {{ .values.taskManager.replicas }}
  {{- include "saker.flink.pods" $worker | nindent 2 }}
{{- end }}

{{/* Selector and pods of one of the two Deployments: the job, with "role", "process" and "name". */}}
{{- define "saker.flink.pods" -}}
{{- $values := .values -}}
{{- $isManager := eq .role "jobmanager" -}}
selector:
  matchLabels:
    {{- include "saker.selectorLabels" . | nindent 4 }}
    saker.dev/flink: {{ .role }}
template:
  metadata:
    labels:
      {{- include "saker.podLabels" (merge (dict "extra" $values.podLabels) .) | nindent 6 }}
      saker.dev/flink: {{ .role }}
    annotations:
      {{- include "saker.flink.annotations" . | nindent 6 }}
  spec:
    serviceAccountName: {{ include "saker.serviceAccountName" (dict "root" .root "account" .root.Values.flink.serviceAccount "component" "flink") }}
    automountServiceAccountToken: {{ if include "saker.flink.needsApi" .root }}true{{ else }}false{{ end }}
    {{- with .root.Values.imagePullSecrets }}
    imagePullSecrets:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    securityContext:
      {{- include "saker.flink.podSecurity" . | nindent 6 }}
    {{- with include "saker.placement" $values | trim }}
    {{- . | nindent 4 }}
    {{- end }}
    containers:
      - name: {{ .role }}
        image: {{ include "saker.image" (dict "root" .root "image" .root.Values.images.flink) }}
        imagePullPolicy: {{ .root.Values.images.pullPolicy }}
        {{- if $isManager }}
        args: [{{ .component }}, {{ include "saker.flink.file" . }}]
        {{- else }}
        args: [taskmanager]
        {{- end }}
        env:
          - name: POD_IP
            valueFrom:
              fieldRef: {fieldPath: status.podIP}
          - name: FLINK_PROPERTIES
            value: |
              {{- include "saker.flink.properties" . | trim | nindent 14 }}
          {{- with include "saker.flink.env" . | trim }}
          {{- . | nindent 10 }}
          {{- end }}
        ports:
          {{- if $isManager }}
          - {name: rpc, containerPort: 6123, protocol: TCP}
          - {name: blob, containerPort: 6124, protocol: TCP}
          - {name: rest, containerPort: 8081, protocol: TCP}
          {{- else }}
          - {name: rpc, containerPort: 6122, protocol: TCP}
          - {name: data, containerPort: 6121, protocol: TCP}
          {{- end }}
          - {name: metrics, containerPort: 9249, protocol: TCP}
        startupProbe:
          tcpSocket: {port: rpc}
          periodSeconds: 3
          failureThreshold: 40
        livenessProbe:
          tcpSocket: {port: rpc}
          periodSeconds: 30
          failureThreshold: 4
        readinessProbe:
          {{- if $isManager }}
          httpGet: {path: /overview, port: rest}
          {{- else }}
          tcpSocket: {port: rpc}
          {{- end }}
          periodSeconds: 10
        resources:
          requests: {cpu: {{ .process.cpu }}, memory: {{ .process.memoryMi }}Mi}
          limits: {memory: {{ .process.memoryMi }}Mi}
        securityContext:
          {{- include "saker.containerSecurity" . | nindent 10 }}
        volumeMounts:
          {{- include "saker.flink.mounts" . | nindent 10 }}
    volumes:
      {{- include "saker.flink.volumes" . | nindent 6 }}
{{- end }}

{{/* Flink's settings, one a line as the image reads them: nothing is quoted. */}}
{{- define "saker.flink.properties" -}}
{{- $isManager := eq .role "jobmanager" -}}
{{- $own := dict
  "jobmanager.rpc.address" (printf "%s-jobmanager" .name)
  "jobmanager.rpc.port" "6123"
  "blob.server.port" "6124"
  "rest.port" "8081"
  "rest.bind-address" "0.0.0.0"
  "jobmanager.bind-host" "0.0.0.0"
  "taskmanager.bind-host" "0.0.0.0"
  "taskmanager.host" "$(POD_IP)"
  "taskmanager.rpc.port" "6122"
  "taskmanager.data.port" "6121"
-}}
{{- $_ := set $own (printf "%s.memory.process.size" .role) (printf "%dm" (int .process.memoryMi)) -}}
{{- if .root.Values.flink.highAvailability -}}
{{- $_ := set $own "kubernetes.cluster-id" .name -}}
{{- $_ := set $own "kubernetes.namespace" .root.Release.Namespace -}}
{{- if $isManager }}{{- $_ := set $own "jobmanager.rpc.address" "$(POD_IP)" -}}{{- end -}}
{{- end -}}
{{- range $key, $value := mergeOverwrite $own (include "saker.flink.config" . | fromYaml) }}
{{ $key }}: {{ $value }}
{{- end }}
{{- end }}
