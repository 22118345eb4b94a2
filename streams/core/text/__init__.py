"""From an article as published to its clean sentences, each with its place in the original."""
