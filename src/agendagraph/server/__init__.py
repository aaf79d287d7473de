"""Serving it all: one ASGI application, the endpoint in killable workers, the pages beside it, and the life of the process."""
