"""Articles in: one file a format, each turning bytes into frozen text and blocks over it."""
