"""What a statute lets a government do, which is no act: "Section 201, which allows the president to restrict imports"."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.phrases import lemma

STATUTES = frozenset(
    {
        "act", "article", "authority", "clause", "code", "constitution", "law", "legislation", "mandate", "paragraph", "power", "provision",
        "regulation", "rule", "section", "statute", "treaty",
    }
)  # fmt: skip
EMPOWERING = frozenset({"allow", "let", "permit", "authorize", "authorise", "empower", "enable", "entitle"})
ABLE = frozenset({"may", "can", "could", "might"})
UNDER = frozenset({"under", "by", "through", "with"})
CLIMB = 5


def is_power(anchor: Token) -> bool:
    """Whether a clause tells what the law lets somebody do: a law stands over it as the subject, or behind "under" beside "may"."""
    node = anchor
    for _ in range(CLIMB):
        if node.pos_ in ("VERB", "AUX") and _may_under_law(node):
            return True
        head = node.head
        if head == node or node.dep_ not in ("xcomp", "ccomp", "conj", "dobj", "pcomp", "prep"):
            return False
        if lemma(head) in EMPOWERING and _is_by_law(head):
            return True
        node = head
    return False


def _is_by_law(verb: Token) -> bool:
    """Whether a law in force is the subject; what a bill would allow is a plan."""
    if any(child.lower_ in ("would", "will") for child in verb.children):
        return False
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "agent")]
    subjects += [pobj for agent in subjects if agent.dep_ == "agent" for pobj in agent.children]
    if any(child.lower_ in ("which", "that") for child in subjects) and verb.dep_ == "relcl":
        subjects.append(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        subjects.append(verb.head)  # "a law allowing the president to ..."
    return any(_is_law(noun) for noun in subjects)


def _is_law(noun: Token) -> bool:
    return noun.ent_type_ == "LAW" or lemma(noun) in STATUTES


def _may_under_law(verb: Token) -> bool:
    """ "Under the law, Peru may suspend imports", "the law under which Peru can raise duties"."""
    if not any(child.lower_ in ABLE and child.dep_ == "aux" for child in verb.children):
        return False
    nouns = [noun for prep in verb.children if prep.lower_ in UNDER for noun in prep.children if noun.dep_ == "pobj"]
    return any(_is_law(verb.head if noun.lower_ == "which" else noun) for noun in nouns)
