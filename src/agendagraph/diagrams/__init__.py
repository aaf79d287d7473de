"""Pictures and exchange files of the graph: one `View`, many writers."""
