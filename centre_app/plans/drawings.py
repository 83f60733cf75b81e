"""The drawings a home task can have on the family's card: their names and what each shows. Pure.

The pictures are `resources/drawings/<name>.svg`; a picture is added by its file and a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from centre_app.language.translate import N_

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "drawings"

DRAWINGS: Mapping[str, str] = {
    "lying_in_bed": N_("Lying well in bed"),
    "lying_on_side": N_("Lying on the side"),
    "tummy_time": N_("Lying on the tummy"),
    "rolling": N_("Rolling over"),
    "sitting_with_support": N_("Sitting with support"),
    "kneeling": N_("Kneeling"),
    "standing_at_support": N_("Standing at a support"),
    "walking_with_help": N_("Walking with help"),
    "stretching_legs": N_("Stretching the legs"),
    "hand_grasp": N_("Holding with the hand"),
    "passing_objects": N_("From hand to hand"),
    "stacking": N_("Stacking cubes"),
    "drawing": N_("Drawing and painting"),
    "ball_play": N_("Playing with a ball"),
    "spoon_feeding": N_("Eating from a spoon"),
    "drinking_from_cup": N_("Drinking from a cup"),
    "dressing": N_("Getting dressed"),
    "washing_hands": N_("Washing hands"),
    "potty": N_("On the potty"),
    "face_to_face": N_("Talking face to face"),
    "naming_pictures": N_("Naming pictures"),
    "gestures": N_("Gestures and signs"),
    "sound_play": N_("Playing with sounds"),
    "book": N_("Looking at a book"),
    "calming": N_("Calming in the arms"),
}
