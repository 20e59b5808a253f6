"""What the stages hand on: an article with its paragraphs and its parse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from transforms.names.titles import Title, titles
from transforms.text.quotation_marks import Quoted, quoted
from warehouse.schema import Article, Span


@dataclass(frozen=True)
class Document:
    """An annotated article.

    `doc` parses the *reading text* (`transforms/text/paragraphs.py`): as long as `article.text` to the character, so
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
        return self._strings_of("ORTH")

    @cached_property
    def lower_words(self) -> list[str]:
        """The words of the tokens in lower case."""
        return self._strings_of("LOWER")

    @cached_property
    def lemmas(self) -> list[str]:
        """The base forms of the tokens in lower case."""
        return self._strings_of("LEMMA", str.lower)

    def _strings_of(self, attribute: str, changed: Callable[[str], str] = str) -> list[str]:
        """An attribute of all tokens; each of its values is looked up once."""
        keys = self.doc.to_array(attribute).tolist()
        strings = self.doc.vocab.strings
        words = {key: changed(strings[key]) for key in set(keys)}
        return [words[key] for key in keys]

    def places_of(self, words: Collection[str]) -> list[int]:
        """The tokens that are one of the words, by their base form or as they stand, in lower case."""
        both = enumerate(zip(self.lemmas, self.lower_words, strict=True))
        return [index for index, (lemma, word) in both if lemma in words or word in words]

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
        return max(0, bisect_right(self._paragraph_starts, start_char) - 1)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [span.start_char for span in self.paragraphs]

    def sentences(self) -> Iterator[Tokens]:
        """The sentences that hold more than white space."""
        return (sentence for sentence in self.doc.sents if not sentence.text.isspace())


def end_char(tokens: Tokens) -> int:
    """One past the last character, trailing white space tokens left out."""
    last = len(tokens) - 1
    while last > 0 and tokens[last].is_space:
        last -= 1
    return int(tokens[last].idx + len(tokens[last]))
