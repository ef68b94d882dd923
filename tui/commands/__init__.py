"""Commands: one declaration each, from which keys, footer, palette and key sheet follow."""
