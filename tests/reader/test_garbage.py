"""What reading leaves behind is freed at once: the program collects cycles seldom, and holds many texts."""

import gc

import pytest

from digestkit.reader import read
from digestkit.reader.ledger import Ledger
from digestkit.source import Source
from tests.reader.layouts import LAYOUTS


@pytest.mark.parametrize("layout", ["bold numbered titles", "bold-line sections", "asides among sections"])
def test_reading_leaves_no_cycles(layout: str) -> None:
    gc.collect()
    gc.disable()
    try:
        read(Source.from_text(LAYOUTS[layout]))
        assert not any(isinstance(each, Ledger) for each in gc.get_objects())
    finally:
        gc.enable()
