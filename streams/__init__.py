"""Communiqué: articles in, events out, exact counts."""
