"""Developers' tools: they are part of the repository, not of the installed package.

training               fits the models of the extractor; its labels; benches
mutate                 plants mutants in a room and lists those that its tests let live
wheels                 which wheels of the runtime lock are missing on a platform
json_schemas           writes the JSON Schemas of the published records
kubernetes_manifests   writes the manifests that follow from the list of topics
settings_reference     writes docs/settings.md from the settings
metrics_reference      writes docs/metrics.md from the declarations of metrics
"""
