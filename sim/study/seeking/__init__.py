"""The smallest or largest value of one lever at which a goal is met with its probability.

Every value meets the same luck. A value is asked with more and more replications until an
exact interval tells whether the probability of the goal is above or below what is wanted. The
error of 5 % is shared by all values that may be asked and all looks at them (Bonferroni), so that
everything that is said to be sure holds together with 95 %, however the values were chosen.

`values` asks one value, `search` chooses which, `sought` is what it comes to.
"""

from sim.study.seeking.search import effort, least, seek
from sim.study.seeking.sought import Sought, sought_id
from sim.study.seeking.values import Outcomes, Probe

__all__ = ["Outcomes", "Probe", "Sought", "effort", "least", "seek", "sought_id"]
