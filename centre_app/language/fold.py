"""One name under all its spellings: what search looks in, what it looks for, and when two names are the same.

Every name is written down in up to four ways, all in small Latin letters (and ʃ for the sound sh):

* *letters*: each letter by itself, whatever its script: Ҷ Ж Ч -> j, Х Ҳ -> h, Ғ Г -> g, O А Ө Ә -> a, И Й Ӣ І Y -> i.
  As no letter looks at its neighbours, every piece of a name becomes a piece of the name's letters. This alone
  makes every piece findable, in any case and any letter variant, also one that is cut through «дж».
* *sound*: the letters with digraphs, double letters and soft signs taken together: kh -> h, sh -> ʃ, дж -> j.
* *passport*: how an office types a Cyrillic name in Latin letters (х -> kh), for pieces that are cut through those.
* *stem$*: a surname without its ending, so that Рахимов finds Раҳимзода.

The spellings are those of the practice notes: Tajik, Kyrgyz, Kazakh and Uzbek letters, the letters of old Tajik
fonts (ќ њ љ ї ў ѓ), Latin letters inside Cyrillic words.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_MOST_WORDS = 16  # of one query; SQL grows by a condition a word, and nobody's name has more


class _Letters(dict[int, str]):
    """A table for `str.translate` that works out, once, each letter it was not given."""

    def __init__(self, *maps: dict[str, str]) -> None:
        super().__init__()
        for letters in maps:
            for small, folded in letters.items():
                self[ord(small)] = self[ord(small.upper())] = folded

    def __missing__(self, code: int) -> str:
        folded = self._folded(chr(code))
        self[code] = folded
        return folded

    def _folded(self, letter: str) -> str:
        if unicodedata.category(letter).startswith("M"):
            return ""
        if not letter.isalnum():
            return " "
        plain = unicodedata.normalize("NFKD", letter.casefold())
        if plain == letter:
            return letter
        return "".join(self[ord(part)] for part in plain if part.isalnum())  # Ŀ comes apart into l and a dot


def _spelled(pairs: str) -> dict[str, str]:
    """'qk жj' -> {'q': 'k', 'ж': 'j'}; what follows the first letter is what it becomes."""
    return {pair[0]: pair[1:] for pair in pairs.split()}


_LATIN = _spelled("oa qk wv xh yi əa ɵa ıi şʃ šʃ çj čj žj łl đd")
_CYRILLIC = _spelled(
    "аa әa ӑa ӓa бb вv гg ғg ѓg ґg ӷg ҕg дd еe ёe ӗe эe єe жj ҷj љj чj ӌj ҹj ӂj џj зz ҙz ѕz"
    " иi ӣi йi іi їi ыi ӥi ӹi ѝi јi кk қk ќk ҝk ҡk ҟk ӄk лl мm нn ңn ҥn ӈn оa өa ӛa ӧa ѳa пp рr"
    " сs ҫs тt ҭt ћj ђj уu ӯu ўu үu ұu ӱu ӳu фf хh ҳh њh һh ӽh ӿh цc шʃ щʃ ъʹ ьʹ юiu яia"
)
_APOSTROPHES = dict.fromkeys("'’‘ʻʼʹʽˈ`´′＇", "ʹ")
_LETTERS = _Letters(_LATIN, _CYRILLIC, _APOSTROPHES)
# In an old Tajik font «ў» is ӯ, in Uzbek it is oʻ: the letters take it as the first, the passport as the second.
_PASSPORT = _Letters(
    _LATIN, _CYRILLIC | _spelled("жzh хkh чch шsh щshch цts ғgh ѓgh ёia ўa ңng") | {"ъ": "", "ь": ""}, _APOSTROPHES
)

# What sounds the same, each pair replaced in turn and all again until nothing changes. Plain replacing is several
# times quicker here than one regular expression, and the search text of 20,000 children has to be made while one waits.
_SOUNDS = (
    ("ʹ", ""), ("shch", "ʃ"), ("sch", "ʃ"), ("sh", "ʃ"), ("dj", "j"), ("zh", "j"), ("tch", "j"), ("ch", "j"),
    ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("ts", "c"), ("tz", "c"), ("iu", "u"),
    (" ie", " e"), ("aie", "ae"), ("eie", "ee"), ("uie", "ue"),
    *((letter * 2, letter) for letter in "abcdefghijklmnprstuvzʃ"),
)  # fmt: skip

# Endings of surnames and patronymics, in the letters of the sound form, the longer first.
_ENDINGS = (
    "avij", "avna", "evij", "evna", "zada", "duht", "kizi", "skaia", "ski", "ava", "eva", "zad", "ien", "ian", "pur",
    "far", "ulu", "uli", "av", "ev", "i",
)  # fmt: skip
_SHORTEST_STEM = 3

_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_LOOK_ALIKES = str.maketrans("ABCEHIKMOPTXYaceghikmoptxyj", "АВСЕНІКМОРТХУасегһікморт" + "хуј")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s().\-–]+(?=\d)")
_DIGIT = re.compile(r"\d")
_PARTED = re.compile(r"[\s,;/|]+")
_NOT_A_LETTER = re.compile(rf"[^\w{''.join(_APOSTROPHES)}\u0300-\u036f]+")


def search_text(*names: str) -> str:
    """What the search column of a child holds: all spellings of `names`, numbers and telephones.

    The surname comes first (an empty text where there is none): its stem is kept even where it has no ending, so
    that Раҳмонов finds Раҳмон. A text with digits is kept as letters and digits alone: `k0042`, `992935551234`.
    Words are separated by one space; no spelling has a space in it.
    """
    forms: list[str] = []
    for place, name in enumerate(names):
        forms += _numbers_and_names(name) if _DIGIT.search(name) else _spellings(name, place == 0)
    return " ".join(dict.fromkeys(forms))


def search_patterns(word: str) -> tuple[str, ...]:
    """The spellings of one typed word: it matches where any of them is a piece of the search text.

    Empty where the word has neither letters nor digits. None of them has a space in it.
    """
    if _DIGIT.search(word):
        return (_joined(unicodedata.normalize("NFKC", word)),)
    text = unicodedata.normalize("NFC", word)
    spellings = [text]
    if _is_mixed(text):
        # A Latin h inside a Cyrillic word is Н when it was typed as a capital, һ when not: either may be meant.
        spellings = [text.translate(_LOOK_ALIKES), text.upper().translate(_LOOK_ALIKES), text]
    elif "x" in text.casefold():
        spellings.append(_with_ks(text))
    patterns: list[str] = []
    for spelling in spellings:
        letters = spelling.translate(_LETTERS).replace(" ", "")
        sound = _sound(letters)
        patterns.append(letters)
        if len(sound) > 1 or letters == sound:  # «дж» is two letters: as the one sound j it would find half the town
            patterns.append(sound)
        stem = _stem(sound)
        if stem != sound:
            patterns.append(stem + "$")
    return tuple(dict.fromkeys(pattern for pattern in patterns if pattern))


def search_words(query: str) -> tuple[tuple[str, ...], ...]:
    """What is typed into the search field, as words, each with its patterns; all words have to match, in any order.

    At most the first 16 different words count. Empty where there is nothing to look for.
    """
    words: dict[tuple[str, ...], None] = {}
    for piece in _pieces(query):
        patterns = search_patterns(piece)
        if patterns:
            words[patterns] = None
        if len(words) == _MOST_WORDS:
            break
    return tuple(words)


def match_key(name: str) -> str:
    """The same for two names that are one name under all spellings; for whole names, word for word, stems kept.

    Spaces, hyphens and apostrophes do not count: Абдул-Карим, Абдулкарим and Abdul Karim are one.
    """
    text = unicodedata.normalize("NFC", name)
    return _sound("".join(char for char in _letters(text) if char not in " ʹ"))


def _numbers_and_names(text: str) -> list[str]:
    """The numbers in `text`, each as letters and digits alone, and the spellings of the words between them."""
    forms: list[str] = []
    for word in _PARTED.split(_BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))):
        if _DIGIT.search(word):
            forms.append(_joined(word))
        else:
            forms += _spellings(word, False)
    return forms


@lru_cache(maxsize=8192)  # names come again and again: whole lists are folded several times quicker
def _spellings(name: str, surname: bool) -> tuple[str, ...]:
    text = unicodedata.normalize("NFC", name)
    letters = text.translate(_LETTERS)
    forms = letters.split()
    if not text.isascii():
        repaired = _repaired(text)
        if repaired is not text:
            letters = repaired.translate(_LETTERS)
            forms += letters.split()
        forms += repaired.translate(_PASSPORT).replace("dzh", "j").split()
    if "x" in text or "X" in text:
        forms += _with_ks(text).translate(_LETTERS).split()
    words = _sound(letters).split()
    stems = [_stem(word) for word in words]
    forms += words
    forms += [stem + "$" for word, stem in zip(words, stems, strict=True) if surname or stem != word]
    return tuple(dict.fromkeys(form for form in forms if form != "ʹ"))


def _pieces(query: str) -> Iterable[str]:
    for word in _PARTED.split(unicodedata.normalize("NFC", query)):
        if _DIGIT.search(word):
            yield word
        else:  # as in the search text, whatever is neither letter nor apostrophe parts words: «Айгуль-Мария»
            yield from _NOT_A_LETTER.split(word)


def _letters(text: str) -> str:
    return _repaired(text).translate(_LETTERS)


def _joined(word: str) -> str:
    """A number as its letters and digits: `K-0042` -> `k0042`."""
    return "".join(char for char in word.translate(_LETTERS) if char not in " ʹ")


def _sound(letters: str) -> str:
    """Digraphs, doubles and signs taken together, until nothing changes: `skh` -> `sh` -> `ʃ`."""
    sound = " " + letters
    before = ""
    while sound != before:
        before = sound
        for spelled, heard in _SOUNDS:
            sound = sound.replace(spelled, heard)
    return sound[1:]


def _stem(word: str) -> str:
    """A word in its sound form without a surname's ending: `rahimav`, `rahimzada` -> `rahim`; else as it is."""
    if not word.endswith(_ENDINGS):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    if len(word) > _SHORTEST_STEM and word[-1] == "i" and word[-2] in "aeu":
        return word[:-1]  # Турсунбаев and Турсунбайзода: only one of the endings keeps the й
    return word


def _with_ks(text: str) -> str:
    """Latin x as in Alexander; the letters themselves take it as in Xurshed."""
    return text.replace("x", "ks").replace("X", "KS")


def _is_mixed(word: str) -> bool:
    return bool(not word.isascii() and _LATIN_LETTER.search(word) and _CYRILLIC_LETTER.search(word))


def _repaired(text: str) -> str:
    """`text` with Latin look-alikes inside Cyrillic words set right: «Aбдуллоев» typed with a Latin A."""
    if not _is_mixed(text):
        return text
    return re.sub(r"\S+", lambda word: word[0].translate(_LOOK_ALIKES) if _is_mixed(word[0]) else word[0], text)
