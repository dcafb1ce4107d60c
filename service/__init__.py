"""The composition root: starts, supervises and stops every process; the only package that may import all others."""
