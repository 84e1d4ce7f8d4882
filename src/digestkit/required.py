"""Which fields a story must have (``[lint.required]``)."""

from dataclasses import dataclass

from digestkit.schema import FIELDS, FieldName


@dataclass(frozen=True, slots=True)
class Required:
    """Fields that stories must have, for each style, for weeklies and for briefs."""

    blue_span: tuple[FieldName, ...] = FIELDS
    front_matter: tuple[FieldName, ...] = FIELDS
    plain: tuple[FieldName, ...] = FIELDS
    weekly: tuple[FieldName, ...] = FIELDS
    brief: tuple[FieldName, ...] = ("sources",)
