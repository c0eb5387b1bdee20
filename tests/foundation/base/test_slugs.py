"""Words for addresses."""

import pytest

from foundation.base.slugs import slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ærø Sky", "aero-sky"),
        ("Łódź Weiß", "lodz-weiss"),
        ("Œuvre & Þór", "oeuvre-thor"),
        ("Café", "cafe"),
        ("日本", ""),
    ],
)
def test_no_letter_of_a_name_is_dropped(name, slug):
    assert slug_of(name) == slug
