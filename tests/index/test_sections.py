"""The sections of articles: looked up by revision, whatever case outlets write them in."""

import numpy as np

from index.sections import NO_SECTION, Sections

REVISIONS = np.array([4, 7, 8, 9, 12])


def test_a_section_goes_by_its_commonest_name() -> None:
    found = Sections.of(REVISIONS, {4: "SPORT", 7: "world", 8: "Sport", 12: "Sport"})
    assert found.names == ["Sport", "world"]
    assert found.codes.tolist() == [0, 1, 0, NO_SECTION, 0]


def test_sections_of_other_revisions_do_not_count() -> None:
    found = Sections.of(REVISIONS, {5: "Sport", 6: "Sport", 9: "Money"})
    assert found.names == ["Money"]
    assert found.codes.tolist() == [NO_SECTION] * 3 + [0, NO_SECTION]


def test_an_archive_may_name_no_section() -> None:
    assert Sections.of(REVISIONS, {}).names == []
