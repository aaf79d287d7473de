"""Visitors' queries, each in a process of its own that can do nothing but compute, and can be killed. No HTTP here."""
