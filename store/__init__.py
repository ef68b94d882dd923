"""The library on disk: articles, annotations, codebook. Knows no screen."""
