"""Registers that come in as files: read, understood, compared with what is there, and carried over all at once."""
