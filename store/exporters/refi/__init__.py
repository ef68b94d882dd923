"""REFI-QDA 1.5, the exchange of programs for qualitative analysis (www.qdasoftware.org)."""
