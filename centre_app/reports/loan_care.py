"""How to look after what was lent: what a slip says of every item, and of some kinds besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from centre_app.language.translate import N_

PROMISE = N_(
    "The centre lends this to the child. It stays the centre’s and comes back when it is due, or when the child"
    " has outgrown it or needs it no longer."
)
ALWAYS = (
    N_("Keep it clean and dry, away from fire and from the cold; the child uses it as the specialist showed."),
    N_("Do not lend it to others and do not sell it."),
    N_("If something breaks or rubs the skin, stop using it and call the centre. Please do not repair it yourselves."),
)
_OF_KIND: Mapping[str, str] = {
    "wheelchair": N_("Wheelchair: check the brakes and the tyres every week; fasten the belt whenever the child sits."),
    "walking": N_("Walking frame, crutches, cane: look at the rubber tips every week; worn ones slip."),
    "skin": N_("Orthosis, brace, prosthesis, shoes: look at the skin each time they come off; redness must pass within"
               " 20 minutes."),
    "standing": N_("Standing frame, seat: never leave the child alone in it; fasten all belts."),
    "hearing": N_("Hearing aid: keep it dry; keep batteries away from small children: swallowed, they burn."),
    "glass": N_("Spectacles, magnifier: clean them with water and a soft cloth; keep them in the case."),
    "cushion": N_("Cushion: look every day whether it has kept its shape, and at the skin."),
    "ball": N_("Ball, tricycle: with an adult beside the child, on even ground."),
    "toy": N_("Toys and books: wash or wipe them every week; small parts are not for children who put things into the"
              " mouth."),
}  # fmt: skip
_GROUP = {
    **dict.fromkeys(("wheelchair_basic", "wheelchair_postural"), "wheelchair"),
    **dict.fromkeys(("walking_frame", "rollator", "crutches", "cane", "white_cane"), "walking"),
    **dict.fromkeys(("orthosis", "clubfoot_brace", "prosthesis", "therapeutic_footwear"), "skin"),
    **dict.fromkeys(("standing_frame", "corner_seat", "shower_toilet_chair"), "standing"),
    "hearing_aid": "hearing",
    **dict.fromkeys(("spectacles", "magnifier"), "glass"),
    "pressure_cushion": "cushion",
    **dict.fromkeys(("therapy_ball", "tricycle"), "ball"),
    **dict.fromkeys(("toy", "book_game"), "toy"),
}


def care_of(kinds: Iterable[str]) -> tuple[str, ...]:
    """What to mind (msgids): of these kinds first, each once, then of everything."""
    own = dict.fromkeys(_OF_KIND[_GROUP[kind]] for kind in kinds if kind in _GROUP)
    return (*own, *ALWAYS)
