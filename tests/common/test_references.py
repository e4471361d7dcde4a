# SPDX-License-Identifier: EUPL-1.2
"""References that survive being read aloud and typed."""

from hypothesis import given
from hypothesis import strategies as st

from portal.common.references import format_reference, normalise_reference, normalise_tracking_code

references = st.builds(format_reference, st.just("KAJ"), st.integers(2000, 2099), st.integers(0, 999_999))


@given(references)
def test_reference_is_found_again_however_it_is_typed(reference: str) -> None:
    assert normalise_reference(reference) == reference
    assert normalise_reference(f"  {reference.lower()} ") == reference


@given(references, st.data())
def test_one_wrong_digit_is_noticed(reference: str, data: st.DataObject) -> None:
    places = [place for place, character in enumerate(reference[:-2]) if character.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != reference[place]]))

    assert normalise_reference(reference[:place] + digit + reference[place + 1 :]) is None


@given(references, st.integers(9, 13))
def test_two_neighbours_swapped_are_noticed(reference: str, place: int) -> None:
    swapped = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]

    assert normalise_reference(swapped) is None or reference[place] == reference[place + 1]


def test_what_is_no_reference_is_none() -> None:
    assert normalise_reference("KAJ-2026") is None
    assert normalise_reference("' OR 1=1") is None


def test_tracking_code_is_read_without_its_dashes() -> None:
    assert normalise_tracking_code(" abcd efgh jklm ") == "ABCD-EFGH-JKLM"
    assert normalise_tracking_code("abc") == ""
