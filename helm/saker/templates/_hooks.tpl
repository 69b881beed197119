{{/* The command that pushes the rules: files are named one by one, since their order counts. */}}
{{- define "saker.rules.arguments" -}}
- rules
- push
- --config
- /etc/saker/tools.yaml
- --by
- {{ printf "helm release %s" .Release.Name | quote }}
{{- if .Values.rules.shipped }}
- --shipped
{{- end }}
{{- range $file, $text := .Values.rules.files }}
- {{ printf "/etc/saker/rules.d/%s" $file | quote }}
{{- end }}
{{- range .Values.rules.existingConfigMaps }}
{{- $name := .name }}
{{- range .keys }}
- {{ printf "/etc/saker/rules.d/%s/%s" $name . | quote }}
{{- end }}
{{- end }}
{{- if not (or .Values.rules.shipped .Values.rules.files .Values.rules.existingConfigMaps) }}
{{- fail "rules.push without rules: set rules.shipped, rules.files or rules.existingConfigMaps, or rules.push: false" }}
{{- end }}
{{- end }}

{{/* A Job of the tools image: (dict "root" $ "own" … "job" "topics" "weight" "0" "arguments" list "rules" bool). */}}
{{- define "saker.hook" -}}
{{- $hooks := .root.Values.hooks -}}
{{- $rules := .root.Values.rules -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "saker.fullname" .root }}-{{ .job }}
  labels:
    {{- include "saker.labels" . | nindent 4 }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: {{ .weight | quote }}
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: {{ $hooks.backoffLimit }}
  activeDeadlineSeconds: {{ $hooks.activeDeadlineSeconds }}
  template:
    metadata:
      labels:
        {{- include "saker.podLabels" . | nindent 8 }}
    spec:
      restartPolicy: Never
      serviceAccountName: {{ include "saker.serviceAccountName" (dict "root" .root "account" $hooks.serviceAccount "component" "hooks") }}
      automountServiceAccountToken: false
      {{- with .root.Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with include "saker.placement" $hooks | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        fsGroup: 10001
        seccompProfile: {type: RuntimeDefault}
      containers:
        - name: {{ .job }}
          image: {{ include "saker.image" (dict "root" .root "image" .root.Values.images.tools) }}
          imagePullPolicy: {{ .root.Values.images.pullPolicy }}
          args:
            {{- toYaml .arguments | nindent 12 }}
          {{- with include "saker.connections.env" . | trim }}
          env:
            {{- . | nindent 12 }}
          {{- end }}
          resources:
            {{- toYaml $hooks.resources | nindent 12 }}
          securityContext:
            {{- include "saker.containerSecurity" . | nindent 12 }}
          volumeMounts:
            - {name: config, mountPath: /etc/saker/tools.yaml, subPath: tools.yaml, readOnly: true}
            - {name: tmp, mountPath: /tmp}
            {{- if and .rules (or $rules.files $rules.existingConfigMaps) }}
            - {name: rules, mountPath: /etc/saker/rules.d, readOnly: true}
            {{- end }}
            {{- with include "saker.connections.mounts" . | trim }}
            {{- . | nindent 12 }}
            {{- end }}
      volumes:
        - name: config
          configMap: {name: {{ include "saker.fullname" .root }}-hooks}
        - name: tmp
          emptyDir: {sizeLimit: 64Mi}
        {{- if and .rules (or $rules.files $rules.existingConfigMaps) }}
        - name: rules
          projected:
            sources:
              {{- if $rules.files }}
              - configMap: {name: {{ include "saker.fullname" .root }}-rules}
              {{- end }}
              {{- range $map := $rules.existingConfigMaps }}
              - configMap:
                  name: {{ $map.name }}
                  items:
                    {{- range $map.keys }}
                    - {key: {{ . | quote }}, path: {{ printf "%s/%s" $map.name . | quote }}}
                    {{- end }}
              {{- end }}
        {{- end }}
        {{- with include "saker.connections.volumes" . | trim }}
        {{- . | nindent 8 }}
        {{- end }}
{{- end }}
