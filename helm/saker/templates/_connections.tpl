{{/* How components reach Kafka and the schema registry: settings hold references to secrets, pods
mount the Secrets below /run/secrets. All take (dict "root" $ "own" .Values.collector.kafka). */}}

{{- define "saker.kafka.saslSecret" -}}
{{- if hasPrefix "sasl" .root.Values.kafka.securityProtocol -}}
{{ .own.saslSecret | default .root.Values.kafka.sasl.existingSecret }}
{{- end -}}
{{- end }}

{{- define "saker.kafka.usesTls" -}}
{{- if has .root.Values.kafka.securityProtocol (list "ssl" "sasl_ssl") -}}yes{{- end -}}
{{- end }}

{{- define "saker.kafka.clientSecret" -}}
{{- if include "saker.kafka.usesTls" . -}}
{{ .own.clientSecret | default .root.Values.kafka.tls.client.existingSecret }}
{{- end -}}
{{- end }}

{{/* The block kafka: of every configuration file. */}}
{{- define "saker.kafka.config" -}}
{{- $kafka := .root.Values.kafka -}}
bootstrap_servers: {{ required "kafka.bootstrapServers is empty: give host:port of your Kafka" $kafka.bootstrapServers | quote }}
security_protocol: {{ $kafka.securityProtocol }}
{{- if include "saker.kafka.usesTls" . }}
tls:
  check_hostname: {{ $kafka.tls.checkHostname }}
  {{- if $kafka.tls.ca.existingSecret }}
  ca_file: /run/secrets/kafka-ca/ca.crt
  {{- end }}
  {{- if include "saker.kafka.clientSecret" . }}
  certificate_file: /run/secrets/kafka-client/tls.crt
  key_file: /run/secrets/kafka-client/tls.key
  {{- end }}
{{- end }}
{{- if include "saker.kafka.saslSecret" . }}
sasl:
  mechanism: {{ $kafka.sasl.mechanism }}
  username: ${env:KAFKA_USERNAME}
  password: ${file:/run/secrets/kafka-sasl/password}
{{- end }}
{{- with $kafka.properties }}
properties:
  {{- range $key, $value := . }}
  {{ $key | quote }}: {{ $value | toString | quote }}
  {{- end }}
{{- end }}
{{- end }}

{{/* What a registry needs beside its address. */}}
{{- define "saker.registry.config" -}}
{{- $registry := .root.Values.schemaRegistry -}}
url: {{ $registry.url | quote }}
{{- if $registry.basicAuth.existingSecret }}
username: ${env:REGISTRY_USERNAME}
password: ${file:/run/secrets/registry/password}
{{- end }}
{{- if $registry.ca.existingSecret }}
tls:
  ca_file: /run/secrets/registry-ca/ca.crt
{{- end }}
{{- end }}

{{/* registry: of the jobs' and the tools' files. */}}
{{- define "saker.registry.address" -}}
{{- if .root.Values.schemaRegistry.url }}
registry:
  {{- include "saker.registry.config" . | nindent 2 }}
{{- else }}
registry: local
{{- end }}
{{- end }}

{{- define "saker.connections.env" -}}
{{- with include "saker.kafka.saslSecret" . }}
- name: KAFKA_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $.root.Values.kafka.sasl.usernameKey }}
{{- end }}
{{- $registry := .root.Values.schemaRegistry }}
{{- if and $registry.url $registry.basicAuth.existingSecret }}
- name: REGISTRY_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ $registry.basicAuth.existingSecret }}
      key: {{ $registry.basicAuth.usernameKey }}
{{- end }}
{{- end }}

{{- define "saker.connections.mounts" -}}
{{- range $name := include "saker.connections.secrets" . | fromYamlArray }}
- name: {{ $name }}
  mountPath: /run/secrets/{{ $name }}
  readOnly: true
{{- end }}
{{- end }}

{{/* Names of the folders of secrets there are. */}}
{{- define "saker.connections.secrets" -}}
{{- $names := list -}}
{{- if and (include "saker.kafka.usesTls" .) .root.Values.kafka.tls.ca.existingSecret }}{{ $names = append $names "kafka-ca" }}{{ end -}}
{{- if include "saker.kafka.clientSecret" . }}{{ $names = append $names "kafka-client" }}{{ end -}}
{{- if include "saker.kafka.saslSecret" . }}{{ $names = append $names "kafka-sasl" }}{{ end -}}
{{- $registry := .root.Values.schemaRegistry -}}
{{- if and $registry.url $registry.basicAuth.existingSecret }}{{ $names = append $names "registry" }}{{ end -}}
{{- if and $registry.url $registry.ca.existingSecret }}{{ $names = append $names "registry-ca" }}{{ end -}}
{{- toYaml $names -}}
{{- end }}

{{- define "saker.connections.volumes" -}}
{{- $tls := .root.Values.kafka.tls -}}
{{- $registry := .root.Values.schemaRegistry -}}
{{- range $name := include "saker.connections.secrets" . | fromYamlArray }}
- name: {{ $name }}
  secret:
    {{- if eq $name "kafka-ca" }}
    secretName: {{ $tls.ca.existingSecret }}
    items:
      - {key: {{ $tls.ca.key }}, path: ca.crt}
    {{- else if eq $name "kafka-client" }}
    secretName: {{ include "saker.kafka.clientSecret" $ }}
    items:
      - {key: {{ $tls.client.certificateKey }}, path: tls.crt}
      - {key: {{ $tls.client.privateKeyKey }}, path: tls.key}
    {{- else if eq $name "kafka-sasl" }}
    secretName: {{ include "saker.kafka.saslSecret" $ }}
    items:
      - {key: {{ $.root.Values.kafka.sasl.passwordKey }}, path: password}
    {{- else if eq $name "registry" }}
    secretName: {{ $registry.basicAuth.existingSecret }}
    items:
      - {key: {{ $registry.basicAuth.passwordKey }}, path: password}
    {{- else }}
    secretName: {{ $registry.ca.existingSecret }}
    items:
      - {key: {{ $registry.ca.key }}, path: ca.crt}
    {{- end }}
{{- end }}
{{- end }}
