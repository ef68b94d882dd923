"""Names that must not leave: found in whatever spelling, replaced, and looked for once more."""
