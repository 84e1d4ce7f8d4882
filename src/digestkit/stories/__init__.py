"""Stories as reports of events: which tell the same event, which continue one, where figures differ."""

from digestkit.stories.grouping import FollowUp, Group, Grouping, about, group
from digestkit.stories.lexicon import names_of
from digestkit.stories.report import Report, reports_of

__all__ = ["FollowUp", "Group", "Grouping", "Report", "about", "group", "names_of", "reports_of"]
