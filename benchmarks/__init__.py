"""Benchmarks: scripts that print figures, to be run from the top of a checkout."""
