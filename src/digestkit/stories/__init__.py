"""Stories as reports of events: which tell the same event, which continue one, where figures differ."""

from digestkit.stories.grouping import FollowUp, Group, Grouping, group, group_apart
from digestkit.stories.lexicon import names_with
from digestkit.stories.report import Report, reports_of

__all__ = [
    "FollowUp",
    "Group",
    "Grouping",
    "Report",
    "group",
    "group_apart",
    "names_with",
    "reports_of",
]
