"""What lies behind the news: past tenses, and events of an earlier government or term."""

from __future__ import annotations

from spacy.tokens import Span, Token

from transforms.text.clauses import sentence_of
from transforms.text.cues import is_statement

TERMS = frozenset({"term", "presidency", "administration", "tenure"})
EARLIER = frozenset({"first", "previous", "prior", "earlier", "former"})
NOT_YET = frozenset({"will", "would", "to", "can", "could", "may", "might", "shall", "should"})
SEEN = frozenset({"see", "watch"})  # "a brawl that saw both sides slap on tariffs"
NON_FINITE = frozenset({"VB", "VBG"})
PLANNED = frozenset({"due", "set", "schedule", "slate", "plan", "expect", "mean", "suppose"})
BULLETS = " -*\n•"
LONGEST_LIST = 12
ON = 2  # sentences after "in his first term" that go on about it
CLIMB = 6


def is_past(anchor: Token) -> bool:
    """Whether the verb tells something over: past tense, a perfect, or a participle after its noun."""
    words = {child.lower_.replace("’", "'") for child in anchor.children if child.dep_ in ("aux", "auxpass")}
    if words & NOT_YET:
        return False
    if anchor.tag_ == "VBD" or words & {"had", "have", "has", "having", "was", "were", "'d", "'ve"}:
        return True
    return anchor.tag_ == "VBN" and anchor.dep_ in ("acl", "ROOT", "relcl") and not words & {"is", "are", "be", "being"}


def was_due(verb: Token, is_undone: bool = False) -> bool:
    """Whether something was to happen then, and has not: "which was to take effect on June 1", "had been due to start".

    `is_undone`: the text says that it has not; then "due to start" is enough.
    """
    if not any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children) or verb.dep_ != "xcomp":
        return False
    over = verb.head
    words = {over.lower_, *(child.lower_ for child in over.children if child.dep_ in ("aux", "auxpass"))}
    over_that = over.head if over.dep_ == "acomp" else over
    is_planned = over.lemma_.lower() in PLANNED
    is_over = is_undone or bool((words | {over_that.lower_}) & {"was", "were", "been", "had"})
    return (is_planned or over.lemma_ == "be") and is_over


def was_to_be(clause: Token) -> bool:
    """Whether a clause tells what had been planned for something: "goods, which had been set to bear 50%"."""
    return any(was_due(child) for child in clause.children if child.dep_ == "xcomp")


def is_reported(verb: Token) -> bool:
    """Whether a past perfect only puts back what somebody said: "said it had opened an investigation"."""
    return verb.dep_ == "ccomp" and verb.head.tag_ == "VBD" and is_statement(verb.head)


def seen_by(verb: Token) -> Token:
    """The verb that gives the time of what is seen to happen: "the brawl saw both sides slap on tariffs"."""
    is_seen = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in SEEN and verb.head.tag_ == "VBD"
    return verb.head if is_seen else verb


def lead_in(gerund: Token) -> Token | None:
    """The verb of the clause that opens a list of gerunds: "Peru has taken these steps: - Imposing ... - Raising ..."."""
    sentence = sentence_of(gerund)
    for _ in range(LONGEST_LIST):
        words = [token for token in sentence if token.is_alpha]
        if not words or not words[0].lower_.endswith("ing") or sentence.start == 0:
            return None
        sentence = sentence_of(sentence.doc[sentence.start - 1])
        while not sentence.text.strip(BULLETS) and sentence.start > 0:
            sentence = sentence_of(sentence.doc[sentence.start - 1])
        if sentence.text.rstrip(BULLETS).endswith(":"):
            return sentence.root
    return None


def _time_giving(verb: Token) -> Token:
    """The finite verb over gerunds and infinitives: "took action to protect steel by taxing imports"."""
    node = verb
    for _ in range(CLIMB):
        if node.pos_ in ("VERB", "AUX") and node.tag_ not in NON_FINITE:
            break
        is_infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in node.children)
        if node.head == node or (node.dep_ in ("relcl", "ccomp") and not is_infinitive):
            break
        node = node.head
    return seen_by(node)


def is_bygone(verb: Token) -> bool:
    """Whether an event belongs to an earlier term or government: "in his first term he taxed steel"."""
    time = _time_giving(verb)
    if not is_past(time):
        return False
    sentence = sentence_of(verb)
    if any(_belongs(cue, time) or _belongs(cue, sentence.root) for cue in _cues(sentence)):
        return True
    if any(token.ent_type_ == "DATE" for token in sentence):
        return False
    return any(_belongs(cue, before.root) for before in _before(sentence) for cue in _cues(before))


def _before(sentence: Span) -> list[Span]:
    found: list[Span] = []
    start = sentence.start
    while start > 0 and len(found) < ON:
        before = sentence_of(sentence.doc[start - 1])
        if before.text.strip(BULLETS):
            found.append(before)
        start = before.start
    return found


def _cues(sentence: Span) -> list[Token]:
    """ "First term", "previous administration", "first-term battles"."""
    return [token for token in sentence if token.lemma_.lower() in TERMS and _is_earlier(token)]


def _is_earlier(token: Token) -> bool:
    return any(near.lower_ in EARLIER for near in token.doc[max(sentence_of(token).start, token.i - 2) : token.i])


def _belongs(cue: Token, verb: Token) -> bool:
    """Whether the words are of the verb's own clause, not of one that only says which measure is meant."""
    node = cue
    for _ in range(CLIMB):
        if node == verb:
            return True
        if node.head == node or node.dep_ in ("acl", "relcl", "ccomp"):
            return False
        node = node.head
    return node == verb
