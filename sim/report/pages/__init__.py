"""From a study to a page that brief readers open: one HTML file that needs nothing else.

`document` is what a page says, `html` writes it; `run` makes the page of a run of one plan.
"""

from sim.report.pages.document import Document
from sim.report.pages.html import html

__all__ = ["Document", "html"]
