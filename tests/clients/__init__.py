"""Clients that nobody here wrote, against our server: what they send by themselves is answered as they expect."""
