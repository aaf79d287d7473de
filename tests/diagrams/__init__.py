"""Views, their layout and their files."""
