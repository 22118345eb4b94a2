"""What a reader of the topics shows: the newest state of events and counts, selected, laid out and described."""
