"""Suggesters: pure functions from an article's text and blocks to proposed spans."""
