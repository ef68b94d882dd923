from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.dialogs.listed import listed, unlisted

NAMES = st.text(st.sampled_from('ab;" ')).map(lambda name: " ".join(name.split())).filter(bool)


@given(st.lists(NAMES))
def test_names_come_back_from_the_line_they_were_listed_on(names: list[str]) -> None:
    assert unlisted(listed(names)) == names


def test_a_line_typed_by_a_person_is_split_at_semicolons() -> None:
    assert unlisted(' harm;injury ; "law; order";; ') == ["harm", "injury", "law; order"]
    assert unlisted('the "so-called" x; "half') == ['the "so-called" x', '"half']
