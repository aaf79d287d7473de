"""A view as the files that other tools open, each format in a module of its own. A writer computes nothing and asks nothing."""
