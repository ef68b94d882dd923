"""Changes of the codebook, and what follows from them for annotations. Nothing is stored."""
