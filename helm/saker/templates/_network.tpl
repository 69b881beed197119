{{/* One egress rule: (dict "to" peers "ports" list "udp" bool). */}}
{{- define "saker.egress" -}}
- ports:
    {{- range .ports }}
    {{- if $.udp }}
    - {port: {{ . }}, protocol: UDP}
    {{- end }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
  {{- with .to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* Ports of the bootstrap servers and those that are given, as a JSON array. */}}
{{- define "saker.kafkaPorts" -}}
{{- $ports := list -}}
{{- range splitList "," .Values.kafka.bootstrapServers -}}
{{- $ports = append $ports (regexFind "[0-9]+$" (trim .) | int) -}}
{{- end -}}
{{- range .Values.networkPolicy.kafkaPorts -}}{{- $ports = append $ports (int .) -}}{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end }}

{{- define "saker.registryPort" -}}
{{- $url := urlParse .Values.schemaRegistry.url -}}
{{- regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (ternary "443" "80" (eq $url.scheme "https")) -}}
{{- end }}
