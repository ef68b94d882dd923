"""UIMA CAS, as XMI with its type system and as JSON, through dkpro-cassis."""
