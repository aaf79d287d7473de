"""Where everything in a picture stands: sizes from the letters, places and routes from Graphviz, and a plain way without it."""
