"""What the stages hand on: an article with its paragraphs and its parse."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from transforms.quotation_marks import Quoted, quoted
from transforms.titles import Title, titles
from warehouse.schema import Article, Span


@dataclass(frozen=True)
class Document:
    """An annotated article.

    `doc` parses the *reading text* (`transforms/paragraphs.py`): as long as `article.text` to the character, so
    that `token.idx` counts in both, but with line wraps and capitals smoothed. Words that go into a table are cut
    from `article.text`, never from the tokens.
    """

    article: Article
    paragraphs: tuple[Span, ...]
    doc: Doc
    reading_text: str  # `doc.text`, which spaCy joins anew at every look

    @property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def words_as_written(self) -> list[str]:
        """The words of the tokens: a look through a list costs a tenth of one through the tokens."""
        strings = self.doc.vocab.strings
        return [strings[word] for word in self.doc.to_array("ORTH").tolist()]

    @cached_property
    def lower_words(self) -> list[str]:
        """The words of the tokens in lower case."""
        return [word.lower() for word in self.words_as_written]

    @cached_property
    def lemmas(self) -> list[str]:
        """The base forms of the tokens in lower case."""
        return [token.lemma_.lower() for token in self.doc]

    def places_of(self, words: Collection[str]) -> list[int]:
        """The tokens that are one of the words, by their base form or as they stand, in lower case."""
        return [
            index for index, (lemma, word) in enumerate(zip(self.lemmas, self.lower_words, strict=True)) if lemma in words or word in words
        ]

    @cached_property
    def quoted(self) -> list[Quoted]:
        """The stretches of the text in quotation marks, in order, none overlapping."""
        return quoted(self.text, self.paragraphs)

    @cached_property
    def titles(self) -> list[Title]:
        """The titles of offices in order, none overlapping."""
        return titles(self.doc, self.lower_words)

    def words(self, start_char: int, end_char: int) -> str:
        """The characters of the article, as they stand there."""
        return self.article.text[start_char:end_char]

    def tokens(self, start_char: int, end_char: int) -> Tokens:
        """The tokens that touch the stretch (empty where it holds none)."""
        found = self.doc.char_span(start_char, end_char, alignment_mode="expand")
        return found if found is not None else self.doc[0:0]

    def paragraph_of(self, start_char: int) -> int:
        """Index of the paragraph that holds the character, or of the last one before it."""
        return max((i for i, span in enumerate(self.paragraphs) if span.start_char <= start_char), default=0)

    def sentences(self) -> Iterator[Tokens]:
        """The sentences that hold more than white space."""
        return (sentence for sentence in self.doc.sents if not sentence.text.isspace())


def end_char(tokens: Tokens) -> int:
    """One past the last character, trailing white space tokens left out."""
    last = len(tokens) - 1
    while last > 0 and tokens[last].is_space:
        last -= 1
    return int(tokens[last].idx + len(tokens[last]))
