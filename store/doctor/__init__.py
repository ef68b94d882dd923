"""The library's health: named checks that only read, and a named repair for what can be mended."""
