"""brat standoff (brat.nlplab.org/standoff.html): a text file and a file of annotations each."""
