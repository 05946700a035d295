"""`python -m documents.reading MODULE READER FILE SECONDS`: the child process of `read_isolated`."""

import sys

from documents.reading.isolation import answer

answer(*sys.argv[1:])
