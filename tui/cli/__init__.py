"""The command line: arguments go to the library, lines come out. Importing it loads nothing."""
