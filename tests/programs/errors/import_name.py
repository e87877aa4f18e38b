from math import sqroot  # expect error: ImportError: cannot import name 'sqroot' from 'math' (unknown location)
