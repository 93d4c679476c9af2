"""The spaCy pipeline: one note is one Doc, tagged and lemmatised, with the mentions and related pairs that it names.

Components: the English tagger that ships with the package, `vocabulary_matcher` (a PhraseMatcher over the packs),
`note_reader` (the trained model) and `verb_marker` (the English lemmatizer, for verbs). What they find hangs on the Doc
as a `Reading`.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.pipeline.lemmatizer import Lemmatizer
from spacy.tokens import Doc, Span, Token
from spacy.util import compile_infix_regex, filter_spans
from thinc.api import NumpyOps, set_current_ops
from threadpoolctl import ThreadpoolController

from graph.extraction.coordination import agree, coordinated
from graph.extraction.decoding import Candidate, Tagged, candidates, entity_types, merge_mentions, tagged_mentions
from graph.extraction.encoding import rows_of, windows_of
from graph.extraction.reader import model_reader
from graph.extraction.shortened import in_full
from graph.extraction.vocabulary import Entity, Vocabulary
from graph.names import LEADING_WORDS
from graph.notes import BlockKind, Note
from graph.relations import inventory
from graph.statements import Mention

_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re"})

_NO_NAMES = frozenset({"VB", "VBP", "VBD", "MD", "RB", "PRP$"})
"""Tags of words that by themselves name nothing."""

LOW_CUT = -4.0
"""Pairs below this score are not even looked at."""

_INFIXES = (r"[()\[\]{}|<>=→⇒⇔/;,:]+", r"-+>", r"(?<=[a-z])\.(?=[A-Z])")
"""Where authors leave out spaces: "Nodes(EC2)for", "Fargate->ECS"."""


@dataclass(slots=True)
class Reading:
    """What is known of a note while it goes through the pipeline."""

    note: Note
    block_starts: list[int]
    """Where each block's text starts in the Doc's text."""
    known: list[Mention] = field(default_factory=list)
    """Names that the packs know."""
    mentions: list[Mention] = field(default_factory=list)
    by_block: dict[int, list[Mention]] = field(default_factory=dict)
    """The mentions of each block that has any, in reading order."""
    confining: dict[int, list[Mention]] = field(default_factory=dict)
    """Those that confine their block, of the blocks that were asked for."""
    listed: dict[Mention, list[Mention]] = field(default_factory=dict)
    """For the mentions that a line lists side by side, all of that list in reading order."""
    breaks: dict[int, list[int]] = field(default_factory=dict)
    """Where sentences end in the blocks that were asked for, in characters of the block's text."""
    candidates: list[Candidate] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    """The Doc's tokens; a Doc makes a new object each time that it is asked for one."""
    token_starts: list[int] = field(default_factory=list)
    """Where each token starts in the Doc's text."""

    def token_at(self, block: int, offset: int) -> int:
        """Index of the first token that begins at or after a character of a block's text."""
        return bisect_left(self.token_starts, self.block_starts[block] + offset)

    def token_of(self, block: int, offset: int) -> int:
        """Index of the token that a character of a block's text belongs to."""
        return bisect_right(self.token_starts, self.block_starts[block] + offset) - 1

    def tokens_between(self, block: int, start: int, end: int) -> list[Token]:
        """The tokens that begin within characters [start, end) of a block's text."""
        return self.tokens[self.token_at(block, start) : self.token_at(block, end)]


Doc.set_extension("reading", default=None, force=True)


def load_pipeline(vocabulary: Vocabulary) -> Language:
    """The whole pipeline; takes about two seconds and 200 MB."""
    set_current_ops(NumpyOps(use_blis=False))  # numpy's own matrix product takes half the time of the bundled one
    with resources.as_file(resources.files("graph").joinpath("extraction/english")) as folder:
        nlp = spacy.load(Path(folder), disable=["attribute_ruler", "lemmatizer"])
    infixes = [*(nlp.Defaults.infixes or ()), *_INFIXES]
    cast(Any, nlp.tokenizer).infix_finditer = compile_infix_regex(infixes).finditer
    nlp.max_length = 1 << 31  # spaCy's limit protects parsers; nothing here grows faster than the text
    cast(VocabularyMatcher, nlp.add_pipe("vocabulary_matcher")).load(vocabulary)
    cast(NoteReader, nlp.add_pipe("note_reader")).vocabulary = vocabulary
    nlp.add_pipe("verb_marker")
    return nlp


def read(nlp: Language, note: Note) -> Doc:
    """The note as a Doc with its `Reading`."""
    starts: list[int] = []
    texts: list[str] = []
    length = 0
    for block in note.blocks:
        text = "" if block.kind is BlockKind.CODE else block.text
        starts.append(length)
        texts.append(text)
        length += len(text) + 1
    doc = nlp.make_doc("\n".join(texts))
    doc._.reading = reading = Reading(note, starts)
    reading.tokens = list(doc)
    reading.token_starts = [token.idx for token in reading.tokens]
    with _linear_algebra().limit(limits=1, user_api="blas"):
        return nlp(doc)


@functools.cache
def _linear_algebra() -> ThreadpoolController:
    """The libraries behind matrix products; on one thread they give the same bits on any number of cores."""
    return ThreadpoolController()


class VocabularyMatcher:
    """Finds the names that the packs know."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._matchers: list[PhraseMatcher] = []
        self._entities: Mapping[str, Entity] = {}

    def load(self, vocabulary: Vocabulary) -> None:
        """Take the phrases of the packs."""
        any_case, as_written = PhraseMatcher(self._nlp.vocab, attr="LOWER"), PhraseMatcher(self._nlp.vocab)
        phrases: dict[tuple[str, bool], list[Doc]] = {}
        for phrase in vocabulary.phrases():
            phrases.setdefault((phrase.name, phrase.exact), []).append(self._tokenize(phrase.text))
        for (name, exact), docs in phrases.items():
            (as_written if exact else any_case).add(name, docs)
        self._matchers = [any_case, as_written]
        self._entities = vocabulary.entities

    def _tokenize(self, text: str) -> Doc:
        """As the tokenizer does; thousands of phrases of letters alone are spared its rules."""
        words = text.split(" ")
        special = cast(Any, self._nlp.tokenizer).rules
        if all(word.isalpha() and word not in special for word in words):
            return Doc(self._nlp.vocab, words=words)
        return self._nlp.make_doc(text)

    def __call__(self, doc: Doc) -> Doc:
        """Fill in the reading's known mentions; of names that overlap the longest counts.

        What a vendor calls "static website hosting" is that vendor's only in a note that is at home with the vendor.
        """
        found = [Span(doc, start, end, label=key) for matcher in self._matchers for key, start, end in matcher(doc)]
        doc._.reading.known = [
            self._mention(doc, span) for span in filter_spans(self._at_home(found)) if "\n" not in span.text
        ]
        return doc

    def _at_home(self, spans: Sequence[Span]) -> list[Span]:
        """Without the names of vendors of whom the note names neither a service nor two things with a capital."""
        named = [(span, self._entities[span.label_]) for span in spans]
        home = {entity.pack for _, entity in named if entity.kind == "service" or entity.name in entity.prefixes}
        proper = {(entity.pack, entity.name) for span, entity in named if span.text[0].isupper()}
        home |= {pack for pack, count in Counter(pack for pack, _ in proper).items() if count > 1}
        return [span for span, entity in named if entity.pack in home or not entity.prefixes]

    def _mention(self, doc: Doc, span: Span) -> Mention:
        starts = doc._.reading.block_starts
        name = span.label_
        while len(span) > 1 and span[0].lower_ in LEADING_WORDS:
            span = span[1:]  # as the model was taught: "Amazon EFS" is a mention of EFS
        block = bisect_right(starts, span.start_char) - 1
        start, end = span.start_char - starts[block], span.end_char - starts[block]
        surface = " ".join(span.text.split())
        return Mention(block, start, end, surface, self._entities[name].kind, "vocabulary", name)


class NoteReader:
    """Runs the trained model over the note and joins its spans with the vocabulary's."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary({}, {}, frozenset())

    def __call__(self, doc: Doc) -> Doc:
        """Fill in the reading's mentions and candidates."""
        reading: Reading = doc._.reading
        reader = model_reader()
        rows = rows_of(reading.note)
        encoded = []
        tagged: list[Tagged] = []
        for window in windows_of(rows):
            hidden, tags = reader.encode(window)
            encoded.append((window, hidden))
            spans = tagged_mentions(reading.note, rows, window, tags, reader.labels.tags)
            tagged += [span for span in spans if self._is_name(span.mention, reading)]
        mentions = merge_mentions(reading.note, tagged, reading.known, entity_types(reader.labels.tags))
        listed = list(coordinated(reading.note, mentions))
        reading.mentions = in_full(reading.note, mentions, listed, self.vocabulary)
        meant = dict(zip(mentions, reading.mentions, strict=True))
        groups = [[meant[mention] for mention in group] for group in listed]
        for mention in reading.mentions:
            reading.by_block.setdefault(mention.block, []).append(mention)
        found = candidates(reader, reading.note, rows, encoded, reading.mentions, cut=LOW_CUT)
        reading.listed = {mention: group for group in groups for mention in group}
        reading.candidates = agree(found, groups)
        return doc

    def _is_name(self, mention: Mention, reading: Reading) -> bool:
        """Whether a tagged span may be a thing of its own; a verb, an adverb or "your" by itself is none."""
        word = reading.tokens[reading.token_of(mention.block, mention.start)]
        if word.tag_ in _NO_NAMES and mention.surface.islower() and " " not in mention.surface:
            return False
        return not self.vocabulary.is_generic(mention.surface)


class VerbMarker:
    """Gives verbs their part of speech and lemma, and those that open a line too.

    The lemmatizer is asked for verbs alone and once a form: over all tokens it takes longer than the tagger.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._lemmas: dict[tuple[str, int], str] = {}
        relations = inventory().relations.values()
        self._first_words = frozenset(v.split()[0] for r in relations for v in (*r.verbs, *r.inverse_verbs))

    def __call__(self, doc: Doc) -> Doc:
        """Set `pos_` and `lemma_` of the verbs and auxiliaries."""
        reading: Reading = doc._.reading
        for token in reading.tokens:
            tag = token.tag_
            if tag.startswith("VB") or tag == "MD":
                auxiliary = tag == "MD" or token.lower_ in _BE
                token.pos_ = "AUX" if auxiliary else "VERB"
                token.lemma_ = "be" if token.lower_ in _BE else self._lemma(token)
        for index, mentions in reading.by_block.items():
            self._mark_opening(reading, index, mentions)
        return doc

    def _lemma(self, token: Token) -> str:
        if token.tag_ in ("VB", "VBP") and not re.search("[^s]s$", token.lower_):
            return token.lower_  # a base form; by its ending alone "need" would be a past tense
        key = (token.lower_, token.pos)
        if key not in self._lemmas:
            lemmatizer = cast(Lemmatizer, dict(self._nlp.components)["lemmatizer"])
            forms = [form.lower() for form in lemmatizer.lemmatize(token)]
            known = (form for form in forms if form in self._first_words)
            longest = max(forms, key=lambda form: (form.endswith("y"), len(form)))
            self._lemmas[key] = next(known, longest)  # "routes": "rout" or "route"; "proxies": "proxie" or "proxy"
        return self._lemmas[key]

    def _mark_opening(self, reading: Reading, index: int, mentions: list[Mention]) -> None:
        """The tagger takes the capital of a verb that opens a line for a name's: "Mount EFS", "Can Pull"."""
        base, text = reading.block_starts[index], reading.note.blocks[index].text
        tokens = (t for t in reading.tokens_between(index, 0, len(text)) if t.is_alpha and t.tag_ != "MD")
        token = next(tokens, None)
        if token is None or token.pos_ == "VERB" or token.tag_ not in ("NN", "NNS", "NNP", "NNPS", "JJ"):
            return
        if mentions[0].start <= token.idx - base < mentions[0].end:
            return
        for lemma in (token.lower_, token.lower_.removesuffix("s")):
            if lemma in self._first_words:
                token.tag_, token.pos_, token.lemma_ = ("VB" if lemma == token.lower_ else "VBZ"), "VERB", lemma
                return


@Language.factory("verb_marker")
def _verb_marker(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    return VerbMarker(nlp)


@Language.factory("vocabulary_matcher")
def _vocabulary_matcher(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    return VocabularyMatcher(nlp)


@Language.factory("note_reader")
def _note_reader(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    return NoteReader()
