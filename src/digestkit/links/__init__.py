"""Links: finding them in a digest, and saying of each whether it still leads where it should.

``extract`` and ``Verdict`` are light; the HTTP library is imported when links are checked.
"""

from digestkit.links.check import Progress, check_links
from digestkit.links.extract import Link, extract, judged
from digestkit.links.verdict import State, Verdict

__all__ = ["Link", "Progress", "State", "Verdict", "check_links", "extract", "judged"]
