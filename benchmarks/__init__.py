"""Yardsticks: what the simulator is timed against and checked against."""

import os

# As the program itself does: threads of NumPy's library wait for one another while they spin, and
# their CPU time would be counted.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
