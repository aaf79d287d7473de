"""Views as the files of other tools, read by those tools or by readers of their formats."""
