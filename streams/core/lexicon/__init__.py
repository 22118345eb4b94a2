"""Word lists and tables as data files, and their loaders."""
