"""From an article to the events that it reports."""
