"""The child card."""

from __future__ import annotations

import dataclasses
import io
from datetime import date

import pytest
from PIL import Image

from centre_app.children.actions import AlertInput, set_photo
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.reports import card, card_page
from centre_app.reports.asked import Asked
from tests.centre_app.reports import samples
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.conftest import SiteIds
from tests.factories.children import make_child

WORDS = Words.of("en")


def picture(size: tuple[int, int] = (300, 400)) -> bytes:
    """A grey JPEG."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "grey").save(buffer, "JPEG")
    return buffer.getvalue()


def asked(*children: object) -> Asked:
    """The cards of these children."""
    return Asked((2026, 10), date(2026, 9, 1), date(2026, 11, 20), children=children)  # type: ignore[arg-type]


class TestCollect:
    def test_a_photo_is_there_only_with_a_consent(self, session: OfficeSession, site: SiteIds) -> None:
        with_consent = make_child(session, photo_consent_on=date(2026, 9, 2), photo_consent_by="Раҳимова Мавҷуда")
        set_photo(session, with_consent, picture())
        without = make_child(session, "Анора")
        first, second = card.collect(session, asked(with_consent, without), WORDS)
        assert first.photo is not None
        assert second.photo is None

    def test_an_old_picture_is_not_printed_after_the_consent_was_taken_back(
        self, session: OfficeSession, site: SiteIds
    ) -> None:
        child = samples.child_file(photo_consent_on=None, has_photo=True)
        assert card._photo(session, child) is None

    def test_without_a_child_it_says_so(self, session: OfficeSession, site: SiteIds) -> None:
        with pytest.raises(UserError) as wrong:
            card.collect(session, asked(), WORDS)
        assert wrong.value.field == "child"


def draw(*cards: card.Card, words: Words = WORDS) -> bytes:
    """The PDF."""
    return card_page.render(cards, words, lambda: None)


class TestPage:
    def test_it_holds_all_that_is_written_about_the_child(self, drawn: Drawn) -> None:
        draw(samples.card(WORDS))
        for said in (
            *("Раҳимова", "K-0042", "05.03.2018, 8 years 8 mo.", "girl", "Таджикский", "Движение", "Слух", "Мать"),
            *("Судороги: Дольше 5 минут – звонить матери", "+992 92 111 22 33", "Рӯзона", "01.09.2025"),
            *("given on 02.09.2025 by Раҳимова Зебо", "Боится громких звуков & <темноты>."),
        ):
            assert drawn.has(said), said

    def test_what_is_not_known_is_a_dash_and_sex_is_never_guessed(self, drawn: Drawn) -> None:
        assert pages(draw(samples.card(WORDS, full=False))) == 1
        assert drawn.texts[drawn.texts.index("Sex") + 1] == "–"
        assert drawn.has("not given")

    def test_only_the_year_of_birth_is_shown_where_only_that_is_known(self, drawn: Drawn) -> None:
        draw(samples.card(WORDS, birth_date=date(2018, 1, 1), birth_precision="year"))
        assert drawn.has("2018, 8 years")
        assert not drawn.has("01.01.2018")

    def test_a_photo_of_any_shape_is_drawn(self) -> None:
        for size in ((480, 10), (10, 480), (1, 1)):
            with_photo = dataclasses.replace(samples.card(WORDS), photo=picture(size))
            assert b"/Subtype /Image" in draw(with_photo)

    def test_long_names_many_alerts_and_translations_stay_on_the_page(self, drawn: Drawn) -> None:
        words = samples.LongWords()
        alerts = tuple(AlertInput("seizures", "Дольше пяти минут " * 16) for _place in range(12))
        draw(samples.card(words, names=samples.LONG_NAME, alerts=alerts, notes="ж" * 10_000), words=words)
        assert not drawn.beyond
        assert drawn.together.count("пяти") == 12 * 16

    def test_json_has_codes_not_words_and_no_picture(self) -> None:
        said = card.as_json([samples.card(WORDS)])
        assert isinstance(said, dict)
        assert (said["birth"], said["primary_disability"], said["sex"]) == ("2018-03-05", "motor", "female")
        assert said["guardians"] == [{"name": "Раҳимова Зебо", "relationship": "mother", "phone": "+992 92 111 22 33"}]
        assert not any(isinstance(value, bytes) for value in said.values())
