"""Postil's screen and command line: everything that draws, asks or prints."""
