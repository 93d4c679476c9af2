"""An index of names and some text go in; the places of names that match it in some way, with how well, come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import nsmallest

from rapidfuzz import fuzz, process

from graph.names import fold, folded_words, initials_of, is_acronym, spelling_of
from graph.search.index import Name, NameIndex, is_short

_CLOSE = 75
"""Least similarity, of 100, for a name with typos to be shown."""
_SURE = 80
"""Least similarity for a name with typos to be taken for the one that was meant."""
_MORE_LETTERS = 2
"""By how many letters it may be longer or shorter; more than that is another word."""
_LOOSE = 50
"""Least similarity for a name to be suggested where nothing better matches."""
_ACRONYM = 3
"""Letters from which on an acronym is taken to be short for what was typed."""

Found = Iterable[tuple[int, float]]
"""Places in the index of names, and how well each matches, 0 to 1."""


def ranked(index: NameIndex, found: Found, count: int) -> list[tuple[Name, float]]:
    """The best name of each node with its score, the best nodes first; among equals those with more relations."""
    best: dict[str, tuple[float, int]] = {}
    for place, score in found:
        label = index.names[place].label
        if label not in best or score > best[label][0]:
            best[label] = (score, place)
    first = nsmallest(count, best.items(), key=lambda item: (-item[1][0], -index.degrees[item[0]], item[0]))
    return [(index.names[place], score) for _, (score, place) in first]


def same_name(index: NameIndex, text: str) -> Found:
    """Nodes of that name, whatever its case."""
    names = index.names
    places = index.exact.get(fold(text), ())
    own = (place for place in places if names[place].text == names[place].label)
    return [(place, 1.0 if names[place].text == text else 0.99) for place in own]


def same_alias(index: NameIndex, text: str) -> Found:
    """Nodes with that alias, whatever its case."""
    return _equally(place for place in index.exact.get(fold(text), ()) if index.names[place].is_alias)


def same_known(index: NameIndex, text: str) -> Found:
    """Nodes for which the vocabulary has that name, which no note uses."""
    return _equally(place for place in index.exact.get(fold(text), ()) if index.names[place].by_vocabulary)


def same_spelling(index: NameIndex, text: str) -> Found:
    """Names with other spacing, signs or plurals."""
    return _equally(index.spellings.get(spelling_of(text), ()))


def same_initials(index: NameIndex, text: str) -> Found:
    """Names of which the text is the initials."""
    return _equally(index.initials.get(fold(text), ()))


def meant(index: NameIndex, text: str) -> Found:
    """Names close enough to be taken for `text`: with the same acronyms and numbers, typos in other words only."""
    fixed, length = _fixed_words(text), len(spelling_of(text))
    for place, score in _close_names(index, text, _SURE):
        name = index.names[place].text
        if _fixed_words(name) == fixed and abs(len(spelling_of(name)) - length) <= _MORE_LETTERS:
            yield place, score


def nearest(index: NameIndex, text: str, count: int) -> list[Name]:
    """The names most like the text by their letters, where nothing better is found."""
    names = [fold(name.text) for name in index.names]
    near = process.extract(fold(text), names, scorer=fuzz.ratio, score_cutoff=_LOOSE, limit=count)
    return [index.names[place] for _, _, place in near]


def _same_beginning(index: NameIndex, text: str) -> Found:
    return _equally(index.beginning_with(fold(text)))


def _same_words(index: NameIndex, text: str) -> Found:
    return _equally(index.with_words(map(index.words_beginning_with, folded_words(text))))


def _inner_initials(index: NameIndex, text: str) -> Found:
    return _equally(index.inner_initials.get(fold(text), ()))


def _close_names(index: NameIndex, text: str, least: int = _CLOSE) -> Found:
    """Names that differ by typos, by their words in any order or by their letters alone."""
    if is_short(text.strip()):
        return
    own = folded_words(text)
    orders, joined = (" ".join(sorted(own)), index.word_orders), ("".join(own), index.joined)
    for wanted, known in (orders, joined) if len(own) > 1 else (joined,):
        near = known.that_may_be_close(wanted, least)
        texts = [known.texts[at] for at in near]
        for _, similarity, at in process.extract(wanted, texts, scorer=fuzz.ratio, score_cutoff=least, limit=100):
            yield index.long[near[at]], similarity / 100


def _close_words(index: NameIndex, text: str) -> Found:
    """Names with words that differ by typos from those of the text."""
    choices = []
    for word in folded_words(text):
        choice = set(index.words_beginning_with(word))
        if not is_short(word):
            close = process.extract(word, index.vocabulary, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=20)
            choice.update(known for known, _, _ in close if not is_short(known))
        choices.append(choice)
    return _equally(index.with_words(choices))


def _short_for_it(index: NameIndex, text: str) -> Found:
    """Acronyms that the words of the text begin with."""
    letters = (initials for initials in initials_of(text) if len(initials) >= _ACRONYM)
    places = (place for initials in letters for place in index.exact.get(initials, ()))
    return _equally(place for place in places if is_acronym(index.names[place].text))


def _fixed_words(text: str) -> set[str]:
    return {word for word in folded_words(text) if is_short(word) or not word.isalpha()}


def _equally(places: Iterable[int]) -> Found:
    return ((place, 1.0) for place in places)


WAYS: tuple[tuple[str, float, Callable[[NameIndex, str], Found]], ...] = (
    ("name", 1.0, same_name),
    ("alias {}", 0.95, same_alias),
    ("known as {}", 0.93, same_known),
    ("spelling of {}", 0.9, same_spelling),
    ("beginning of {}", 0.8, _same_beginning),
    ("words of {}", 0.7, _same_words),
    ("initials of {}", 0.6, same_initials),
    ("initials in {}", 0.55, _inner_initials),
    ("close to {}", 0.5, _close_names),
    ("close to words of {}", 0.3, _close_words),
    ("{} has these initials", 0.28, _short_for_it),
)
"""Ways in which a name matches, the best first: why, the most it scores, and what finds it."""

TYPOS = (_close_names, _close_words)
"""Those of `WAYS` that forgive typos."""
