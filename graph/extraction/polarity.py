"""Whether a line denies what joins two mentions, how strongly it says it, and what it is confined to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from graph.statements import Mention, Modality

_NOT = frozenset(
    (
        *("not", "never", "cannot", "nor", "neither", "hardly", "scarcely", "barely"),
        *("unable", "unsupported", "unavailable", "incompatible"),
    )
)
"""They deny all that follows in their clause."""
_NO = frozenset({"no", "none", "❌", "✗", "✘", "🚫"})
"""They deny the noun behind them, and the clause that they open: "no replica uses EBS"."""
_BOUNDS = frozenset(
    (
        *("limit", "limits", "limitation", "limitations", "restriction", "restrictions", "minimum", "maximum"),
        *("cost", "costs", "charge", "charges", "fee", "fees", "matter", "doubt", "difference"),
    )
)
"""Where there is none of them, what is said of them holds: "at no extra cost", "no limit to", "no matter"."""
_LACKING = frozenset({"without", "lack", "lacks", "lacking", "except", "excluding"})
"""They deny the noun behind them, as "other than" does."""
_EXCLUDING = frozenset({"except", "excluding", "unlike"})
"""They deny of the noun behind them what is said of others: "unlike EBS, EFS is shared"."""
_INSTEAD = frozenset({("instead", "of"), ("rather", "than")})
_NOT_THIS = frozenset((sign, "not") for sign in (",", "(", "and", "but"))
_EXCLUDING_PHRASES = _INSTEAD | _NOT_THIS | {("other", "than"), ("apart", "from")}
_PREVENTING = frozenset({"prevent", "stop", "keep", "block", "prohibit", "bar", "hinder", "discourage"})
"""Verbs that deny what they keep somebody from doing."""
_NOT_ONLY = frozenset({"only", "just", "merely", "solely", "simply"})
_IN_PART = frozenset({"necessarily", "always", "all", "every", "everything"})
_MEANS = frozenset({"need", "require", "use", "rely", "depend"})
"""Verbs with which an infinitive names a purpose: who "needs no agent to send logs" does send logs."""
_RELATIVE = frozenset({"that", "which", "who", "whose", "where"})
_CLAUSE_ENDS = frozenset(
    (
        *(";", ".", "but", "instead", "unless", "however", "because", "if", "when", "so", "while", "whereas"),
        *("although", "though", "until", "since", "otherwise"),
        *_RELATIVE,
    )
)
_SEPARATORS = frozenset({",", ":", "and", "or"})
"""They end a clause where a new one follows, and join a list elsewhere."""
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_SUBJECT = ("NN", "PRP", "DT", "CD")

_CONDITIONS = frozenset({"if", "when", "unless", "while", "without", "until"})
"""A lead-in with one of them denies only now and then."""

_MUST = frozenset({"must", "need", "needs", "required", "mandatory", "require", "requires"})
_CAN = frozenset({"can", "may", "could", "optionally", "optional", "able", "possible"})
_RECOMMENDED = frozenset({"recommended", "should", "recommend", "preferred", "best"})

_ONLY = re.compile(r"s?\s+only\b\s*(?:[).,;:]|$|-)", re.IGNORECASE)
_STANDS_APART = re.compile(
    r"(?:^|[(\[,;:\n|–—-]|\b(?:on|in|for|with|to|at|by|from|under|within))\s*(?:(?:the|an?)\s+)?$", re.IGNORECASE
)
"""What stands before a name that confines a line; elsewhere "only" says something of the verb: "holds users only"."""
_ONLY_BEFORE = re.compile(
    r"(?:^|[(\[,;:–—-])\s*only\s+(?:(?:on|in|for|with|to|at|by|under|within)\s+)?(?:(?:the|an?)\s+)?$", re.IGNORECASE
)
_ENDS = re.compile(r"s?\s*(?:[)\].,;:]|$)")
_ASKING = frozenset({"is", "are", "was", "were", "do", "does", "did", "can", "could", "should", "will", "has", "have"})
"""Words that open a question to which the answer is yes or no."""

REACH = 16
"""Tokens that a cue may stand before what it denies."""
MODAL_REACH = 4


def denies(tokens: Sequence[Token], place: int) -> bool | None:
    """Whether a cue before the mention at `place` denies it: "can not be mounted on"; None where there is none.

    `tokens` are the line's, `place` is the index of the mention's first token. A cue denies what follows in its
    clause; "not only", "not without" and "no limit to" affirm (False).
    """
    lacking = unbound = False
    k = place - 1
    while k >= max(0, place - REACH):
        k = _opening(tokens, k)
        word = _word(tokens[k])
        if _ends_clause(tokens, k, place):
            break
        following = _word(tokens[k + 1])
        if word == "no" and _is_unbound(tokens, k, place):
            unbound, k = True, k - 1
            continue
        lacks = word in _LACKING or (word, following) == ("other", "than")
        if (lacks or word in _NOT | _NO) and not _is_prefix(tokens, k):
            if following in _NOT_ONLY or following in _IN_PART:
                return False if following in _NOT_ONLY else None
            if word in _NOT or not _crosses_verb(tokens, k, place) or (word in _NO and _opens_clause(tokens, k)):
                if lacking or not lacks:
                    return not lacking
                lacking = True
        k -= 1
    return lacking or (False if unbound else None)


def denies_behind(tokens: Sequence[Token], verb: Token, place: int) -> bool:
    """Whether what is said of the mention at `place` is likely denied with its verb.

    The verb stands behind it and is said of it ("Windows is not supported"), or before it as what is not done
    ("keeps clients from using S3", "instead of using S3").
    """
    at = next((k for k, token in enumerate(tokens) if token.i == verb.i), place)
    if at < place:
        return _is_avoided(tokens, at)
    return at > place and _predicates(tokens, place, at) and denies(tokens, at) is True


def is_passed_over(tokens: Sequence[Token], place: int) -> bool:
    """Whether something else is taken instead of the mention at `place`: "sits on a port instead of the switch"."""
    return _phrase_before(tokens, place) in _INSTEAD


def is_excluded(tokens: Sequence[Token], first: int, second: int) -> bool:
    """Whether what joins the mentions at `first` and `second` is said of others than the first: "unlike S3, EFS ...".

    What a relative clause says of it is said of it all the same.
    """
    phrase = _phrase_before(tokens, first)
    if not phrase or (phrase[-1] not in _EXCLUDING and phrase not in _EXCLUDING_PHRASES):
        return False
    return not any(_word(token) in _RELATIVE for token in tokens[first:second])


def is_denying_lead_in(tokens: Sequence[Token]) -> bool:
    """Whether a line that ends in a colon denies what hangs on it: "Fargate does not support:", "Not supported:"."""
    ends = len(tokens) > 1 and tokens[-2].tag_.startswith(("VB", "JJ"))  # not "are not limited to:"
    if not ends or _CONDITIONS & {token.lower_ for token in tokens}:
        return False
    return denies(tokens, len(tokens) - 1) is True


def is_example(tokens: Sequence[Token], place: int) -> bool:
    """Whether the mention at `place` opens a list of examples, which is affirmed whatever the clause denies."""
    return _phrase_before(tokens, place) == ("such", "as")


def modality_of(tokens: Sequence[Token], verb: Token | None) -> Modality | None:
    """must, can or recommended, by the modal words in the verb's clause; None where the line just says so."""
    words = {token.lower_ for token in tokens if verb is None or abs(token.i - verb.i) <= MODAL_REACH}
    for modality, cues in ((Modality.RECOMMENDED, _RECOMMENDED), (Modality.MUST, _MUST), (Modality.CAN, _CAN)):
        if words & cues:
            return modality
    return None


def scope_of(confining: Sequence[Mention], ends: tuple[Mention, Mention]) -> str | None:
    """What a block confines its statements to: "EC2 Launch Type only"; None where it does not.

    `confining` are the mentions that confine the block. An end of the statement itself confines nothing.
    """
    return next((f"{mention.surface} only" for mention in confining if mention not in ends), None)


def confines(text: str, mention: Mention) -> bool:
    """Whether the mention confines what its block says: "EC2 Launch Type only", "(only for EBS)"."""
    before = text[: mention.start]
    if _ONLY.match(text, mention.end):
        return _STANDS_APART.search(before) is not None
    return _ONLY_BEFORE.search(before) is not None and _ENDS.match(text, mention.end) is not None


def asks(tokens: Sequence[Token]) -> bool:
    """Whether the sentence is a question that states nothing: "Is S3 a file system?"."""
    first = next((token for token in tokens if token.is_alpha), None)
    last = next((token for token in reversed(tokens) if not token.is_space), None)
    return first is not None and last is not None and last.text == "?" and first.lower_ in _ASKING


def _is_unbound(tokens: Sequence[Token], k: int, place: int) -> bool:
    """Whether the "no" at `k` denies a limit or a price alone, behind which the mention at `place` stands."""
    return any(_word(token) in _BOUNDS for token in tokens[k + 1 : min(k + 4, place)])


def _ends_clause(tokens: Sequence[Token], k: int, target: int) -> bool:
    """Whether what stands before the token at `k` says nothing of the one at `target`."""
    word = _word(tokens[k])
    if word == "(":
        return any(_is_verb(token) for token in tokens[k + 1 : target + 1])
    if word == "to":
        return tokens[k + 1].tag_ == "VB" and _names_purpose(tokens, k)
    if _is_dash(tokens, k) or word in _CLAUSE_ENDS:
        return True
    return word in _SEPARATORS and _is_new_clause(tokens, k + 1)


def _is_new_clause(tokens: Sequence[Token], start: int) -> bool:
    """Whether the tokens from `start` to the next separator are a clause with a subject or a finite verb of its own."""
    end = start
    while end < len(tokens) and _word(tokens[end]) not in _SEPARATORS | _CLAUSE_ENDS | {"(", ")"}:
        end += 1
    part = [token for token in tokens[start:end] if token.tag_ != "RB"]
    if part and (part[0].tag_ in _FINITE - {"VBP"} or (part[0].tag_ == "VB" and not _has_infinitive(tokens, start))):
        return True
    finite = next((k for k, token in enumerate(part) if token.tag_ in _FINITE), 0)
    return any(token.tag_.startswith(_SUBJECT) for token in part[:finite])


def _has_infinitive(tokens: Sequence[Token], end: int) -> bool:
    """Whether the verb after `end` may go on with a list: "does not create, delete or change"."""
    return any(token.tag_ in ("VB", "VBP") for token in tokens[:end])


def _names_purpose(tokens: Sequence[Token], k: int) -> bool:
    """Whether the infinitive behind the "to" at `k` says what something is needed or used for."""
    if not tokens[k - 1].tag_.startswith("NN"):
        return _word(tokens[k - 1]) == "order"
    verb = next((token for token in reversed(tokens[:k]) if _is_verb(token)), None)
    return verb is not None and verb.lemma_.lower() in _MEANS


def _predicates(tokens: Sequence[Token], place: int, at: int) -> bool:
    """Whether the verb at `at` may be said of the mention at `place` before it."""
    words = [_word(token) for token in tokens[place + 1 : at]]
    if tokens[at].tag_ == "VBG" and tokens[at - 1].tag_ == "IN":
        return False  # "restores tables without using backups": the subject uses none
    head = at - 1
    while head > place and (tokens[head].tag_ == "RB" or _is_verb(tokens[head])):
        head -= 1
    if _word(tokens[head]) in _SEPARATORS:
        return False  # "names hosts, and does not require zones": the subject does not
    return not _CLAUSE_ENDS & set(words) and ("," not in words or "and" in words or "or" in words)


def _phrase_before(tokens: Sequence[Token], place: int) -> tuple[str, ...]:
    """The last two words before the mention and what stands with it: a determiner, adjectives."""
    while place and tokens[place - 1].tag_ in ("DT", "JJ", "PRP$"):
        place -= 1
    return tuple(_word(token) for token in tokens[max(0, place - 2) : place])


def _is_avoided(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb at `at` names what somebody is kept from or does not do: "instead of using"."""
    if at < 2 or tokens[at].tag_ != "VBG":
        return False
    if _word(tokens[at - 1]) == "from":
        return any(token.lemma_.lower() in _PREVENTING for token in tokens[: at - 1])
    return (_word(tokens[at - 2]), _word(tokens[at - 1])) in _INSTEAD


def _crosses_verb(tokens: Sequence[Token], k: int, target: int) -> bool:
    return any(token.tag_ in _FINITE for token in tokens[k + 1 : target])


def _opens_clause(tokens: Sequence[Token], k: int) -> bool:
    """Whether no verb stands before the token at `k` in its clause."""
    for place in range(k - 1, -1, -1):
        if _is_verb(tokens[place]):
            return False
        if _ends_clause(tokens, place, k):
            break
    return True


def _opening(tokens: Sequence[Token], k: int) -> int:
    """Index of the token before the brackets or relative clause that the token at `k` closes; else `k`."""
    sign = {")": "(", ",": ","}.get(tokens[k].text)
    start = next((j for j in range(k - 1, 0, -1) if tokens[j].text == sign), 0)
    return start - 1 if start and (sign == "(" or _word(tokens[start + 1]) in _RELATIVE) else k


def _is_prefix(tokens: Sequence[Token], k: int) -> bool:
    """Whether a hyphen binds the word to the next: "no-code", "zero-ETL"."""
    return k + 1 < len(tokens) and tokens[k + 1].text == "-" and not tokens[k].whitespace_


def _is_dash(tokens: Sequence[Token], k: int) -> bool:
    return tokens[k].text in ("-", "–", "—") and k > 0 and bool(tokens[k - 1].whitespace_)


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _word(token: Token) -> str:
    """The token's plain form: "not" for "n't" and "nt", "without" for "w/o"."""
    return token.norm_ if token.norm_ in ("not", "without") else token.lower_
