"""W1 as far as other packages can express it, each written as its own users would.

They are optional: `python -m benchmarks peers` says of one that is not there that it is not.
"""
