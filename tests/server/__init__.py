"""The server as it is run: a process of its own, asked over HTTP."""
