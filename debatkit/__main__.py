"""`python -m debatkit`."""

from debatkit.cli import main

main()
