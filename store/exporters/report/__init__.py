"""Reports for people: what the library says, in HTML and in Markdown."""
