"""Screens: each holds the library, its commands and its state."""
