"""The site as people meet it: Debian's Chromium before the real server with the shipped data."""
