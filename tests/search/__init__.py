"""Tests of the search: words, slips, ranking, and what visitors of the shipped data type."""
