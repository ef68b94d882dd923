"""Widgets of Postil's own."""
