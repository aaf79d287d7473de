"""The server attacked as an outsider would, and the files that it may be given: nothing gives way, nothing reaches out."""
