"""The graph as linked data for others: descriptions, the vocabulary, the catalogue record and dumps. No Flask here."""
