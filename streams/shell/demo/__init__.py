"""The demonstration: an embedded broker, a worker, sample articles, and a page of what came of them."""
