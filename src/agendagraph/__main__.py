"""`python -m agendagraph`: the command line."""

from agendagraph.cli import main

main()
