"""Annotations out (and back): one file a format, one registry."""
