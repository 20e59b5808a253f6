"""The tables of the lake and the warehouse, declared once.

A table is a frozen dataclass, a column an annotated field: its type, whether it may be null (`| None`), its
vocabulary (`Literal`) and its description. The pyarrow schemas, the DDL with its comments, the checks and the data
dictionary are derived from here (`warehouse/derive.py`), and the same classes are the rows that `transforms/` return.

A column that is added later may be null (`| None`): the lake that users have lacks it, and is loaded all the same.

All `*_char` are 0-based, end-exclusive offsets in `articles.text`, counted in Unicode code points. Times are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal, NamedTuple

AT_LOAD = "computed over all articles at load; null in the lake"

EntityType = Literal["person", "organization", "country", "place", "law", "agreement"]
MentionType = Literal["name", "pronoun"]
RoleStatus = Literal["current", "former", "acting", "nominee"]
DateType = Literal["date", "duration", "set"]
QuoteType = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["name", "pronoun", "nominal", "none"]
PublishedSource = Literal["metadata", "filename", "dateline", "text", "mtime"]
Instrument = Literal["tariff", "quota", "export_control", "import_ban", "antidumping", "sanction", "subsidy", "tax_rebate", "other"]
Action = Literal[
    "imposed", "raised", "lowered", "removed", "paused", "extended", "eased", "exempted", "threatened", "proposed",
    "retaliated", "upheld", "struck_down", "in_force",
]  # fmt: skip
MeasureStatus = Literal["threatened", "announced", "in_effect", "paused", "ended", "unknown"]
MastChapter = Literal["D", "E", "F", "L", "P"]
StateStart = Literal["effective_date", "announced_date", "published_date"]
ProductScope = Literal["named", "all", "part", "not_told"]
RateKind = Literal["ad_valorem", "increment", "cut", "cap", "range", "specific"]
Precision = Literal["day", "month", "quarter", "half", "year"]
Stage = Literal["petition", "investigation", "provisional", "final", "bill"]
Direction = Literal["restrictive", "liberalising", "neutral"]
TalkType = Literal["meeting", "call", "negotiation", "agreement", "ruling"]
TalkOutcome = Literal["agreement", "framework", "no_deal", "ongoing", "scheduled", "unknown"]
ParticipantRole = Literal["lead", "attendee"]
FileOutcome = Literal["loaded", "unchanged", "duplicate", "revised", "empty", "rejected", "not_english", "waiting", "reprocessed"]
OverrideAction = Literal["merge", "split", "rename", "code"]
RunStatus = Literal["running", "published", "unchanged", "failed"]


class Span(NamedTuple):
    """A stretch of `articles.text`."""

    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Article:
    """Current version of an article."""

    article_id: Annotated[str, "hash of the url, else of the agency's id, else of the source path: the same in every revision"]
    revision: Annotated[int | None, "1 for the first version seen, counted up with every changed text", AT_LOAD]
    source_path: Annotated[str, "file, relative to the landing folder; !name is a member of an archive, #n the n-th record"]
    file_path: Annotated[str, "file that it came in, as in files.source_path"]
    url: Annotated[str | None, "address in canonical form: without fragment, tracking and AMP"]
    publisher: Annotated[str | None, "who published it, as the source gives it"]
    title: Annotated[str | None, "headline, if it has one"]
    byline: Annotated[str | None, "author line, as printed"]
    dateline: Annotated[str | None, "place and date line that opens the body, as printed"]
    published_at: Annotated[datetime | None, "moment of publication in UTC, where the source gives one"]
    published_offset_minutes: Annotated[int | None, "offset from UTC of the clock that it was published by; null where none is given"]
    published_date: Annotated[date, "day of publication: what relative dates count from"]
    published_source: Annotated[PublishedSource, "where the day of publication was found, in order of trust"]
    language: Annotated[str, "ISO 639-1 code"]
    text: Annotated[str, "title, blank line, body; or the body alone: what all offsets count in"]
    word_count: Annotated[int, "words of the text, separated by white space"]
    content_sha256: Annotated[str, "hash of the text: changes exactly when a new revision is due"]
    copy_keys: Annotated[tuple[int, ...], "hashes of some of its five-word shingles, sampled by their value: copies share many"]
    duplicate_of: Annotated[str | None, "article_id of the first copy of the same or nearly the same text", AT_LOAD]
    story_id: Annotated[str | None, "article_id of the first copy: shared by all copies of one text", AT_LOAD]
    raw_sha256: Annotated[str, "hash of the original file, its name under raw/"]
    ingested_at: Annotated[datetime, "when this version was taken in"]
    run_id: Annotated[str, "run that took this version in"]
    pipeline_version: Annotated[str, "version of Tradewire that read it"]


@dataclass(frozen=True, slots=True)
class ArticleEntity:
    """Entity as one article alone tells it: the evidence from which entities across articles are joined."""

    article_id: Annotated[str, "article"]
    candidate_id: Annotated[str, "hash of the entity key: the entity before articles are joined"]
    entity_id: Annotated[str | None, "entity that this one turned out to be", AT_LOAD]
    entity_key: Annotated[str, "type and normalised name, such as person:wendy cutler, country:USA"]
    entity_type: Annotated[EntityType, "kind of entity"]
    name: Annotated[str, "fullest form in the article, without titles"]
    country_code: Annotated[str | None, "ISO 3166 alpha-3, or EU; countries and governments' bodies only"]
    wikidata_id: Annotated[str | None, "Wikidata item, where the reference data know it"]
    aliases: Annotated[tuple[str, ...], "the different forms that the article uses, sorted"]
    mention_count: Annotated[int, "mentions in the article, pronouns included"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Real-world person, organisation, country, place, law or agreement across all articles."""

    entity_id: Annotated[str, "entity"]
    entity_type: Annotated[EntityType, "kind of entity"]
    canonical_name: Annotated[str, "fullest common name, without titles"]
    country_code: Annotated[str | None, "ISO 3166 alpha-3, or EU"]
    wikidata_id: Annotated[str | None, "Wikidata item, where the reference data know it"]
    aliases: Annotated[tuple[str, ...], "all forms found, sorted"]
    first_seen_date: Annotated[date, "publication date of the first article that names it"]
    last_seen_date: Annotated[date, "publication date of the last article that names it"]
    article_count: Annotated[int, "articles that name it, copies included"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Occurrence of an entity in a text."""

    mention_id: Annotated[str, "mention"]
    article_id: Annotated[str, "article"]
    candidate_id: Annotated[str, "the entity before articles are joined"]
    entity_id: Annotated[str | None, "entity", AT_LOAD]
    entity_type: Annotated[EntityType, "kind of entity"]
    start_char: Annotated[int, "first character"]
    end_char: Annotated[int, "one past the last character"]
    mention_text: Annotated[str, "the words"]
    mention_type: Annotated[MentionType, "a name, or a pronoun that stands for one"]
    is_metonym: Annotated[bool, "a capital or house that stands for its government"]


@dataclass(frozen=True, slots=True)
class Role:
    """Office that a text gives a person."""

    role_id: Annotated[str, "role"]
    article_id: Annotated[str, "article"]
    person_candidate_id: Annotated[str, "the person before articles are joined"]
    person_id: Annotated[str | None, "person", AT_LOAD]
    title: Annotated[str, "office in the words of the text, without country adjective and status word"]
    organization_candidate_id: Annotated[str | None, "the organisation before articles are joined"]
    organization_id: Annotated[str | None, "organisation, where the text names one", AT_LOAD]
    organization_name: Annotated[str | None, "organisation in the words of the text"]
    country_code: Annotated[str | None, "whose office it is; public offices only"]
    role_status: Annotated[RoleStatus, "as the text says: a former office stays former"]
    start_char: Annotated[int, "first character of the evidence"]
    end_char: Annotated[int, "one past the last character of the evidence"]
    evidence: Annotated[str, "the words that say so"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """Date, duration or recurring time in a text."""

    date_id: Annotated[str, "date mention"]
    article_id: Annotated[str, "article"]
    start_char: Annotated[int, "first character"]
    end_char: Annotated[int, "one past the last character"]
    date_text: Annotated[str, "the words"]
    date_type: Annotated[DateType, "a stretch of the calendar, a length of time, or a recurring time"]
    start_date: Annotated[date | None, "first day; dates only"]
    end_date: Annotated[date | None, "last day, inclusive; dates only"]
    duration_iso: Annotated[str | None, "ISO 8601 duration; durations and sets, and ranges told by their length"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Utterance: words, or the content of words, that a text ascribes to somebody."""

    quote_id: Annotated[str, "quote"]
    article_id: Annotated[str, "article"]
    quote_type: Annotated[QuoteType, "in quotation marks, reported, or reported with a fragment in marks"]
    quote_text: Annotated[str, "the words, without the outer marks; pieces of a split quote joined by ' … '"]
    start_char: Annotated[int, "first character of the first piece"]
    end_char: Annotated[int, "one past the last character of the last piece"]
    spans: Annotated[tuple[Span, ...], "the pieces, in order: one, or several for a quote split by its cue"]
    cue_text: Annotated[str | None, "verb or phrase that marks the utterance: said, according to"]
    cue_start_char: Annotated[int | None, "first character of the cue"]
    speaker_text: Annotated[str | None, "source mention as printed: Cutler, she, a spokesman"]
    speaker_start_char: Annotated[int | None, "first character of the source mention"]
    speaker_end_char: Annotated[int | None, "one past the last character of the source mention"]
    speaker_kind: Annotated[SpeakerKind, "how the source is mentioned"]
    speaker_candidate_id: Annotated[str | None, "the speaker before articles are joined"]
    speaker_id: Annotated[str | None, "entity that speaks; null where the text leaves it open", AT_LOAD]
    speaker_name: Annotated[str | None, "its canonical name, or the fullest description of an unnamed speaker"]
    speaker_role: Annotated[str | None, "the speaker's office as this text gives it"]
    quote_key: Annotated[str, "hash of the normalised words: the same words have the same key"]
    quote_group_id: Annotated[str | None, "quote_id of the first printing of the same words", AT_LOAD]


@dataclass(frozen=True, slots=True)
class Tariff:
    """Trade measure as one article tells it."""

    tariff_id: Annotated[str, "measure as told"]
    article_id: Annotated[str, "article"]
    start_char: Annotated[int, "first character of the evidence"]
    end_char: Annotated[int, "one past the last character of the evidence"]
    evidence: Annotated[str, "the words that tell it"]
    instrument: Annotated[Instrument, "kind of measure; antidumping stands for all trade remedies"]
    mast_chapter: Annotated[MastChapter | None, "chapter of UNCTAD's classification of non-tariff measures; null for tariffs"]
    action: Annotated[Action, "what happens to it"]
    proposed_action: Annotated[Action | None, "what would be done, where the action is threatened or proposed"]
    status: Annotated[MeasureStatus, "state of the underlying measure on the day of publication"]
    imposer_codes: Annotated[tuple[str, ...], "who acts: ISO 3166 alpha-3, EU"]
    target_codes: Annotated[tuple[str, ...], "whom it hits: ISO 3166 alpha-3, EU, WORLD"]
    exempt_codes: Annotated[tuple[str, ...], "who is let off"]
    product: Annotated[str | None, "goods in the words of the text; null for all goods or where it does not say"]
    product_scope: Annotated[ProductScope, "goods it falls on: of a named kind, all, a part without its kind, or not told"]
    hs_codes: Annotated[tuple[str, ...], "Harmonized System chapters or headings of the goods"]
    rate_pct: Annotated[float | None, "ad valorem rate in percent after the change"]
    rate_from_pct: Annotated[float | None, "ad valorem rate in percent before the change"]
    rate_kind: Annotated[RateKind | None, "what the number is"]
    rate_text: Annotated[str | None, "rate in the words of the text"]
    value_covered_amount: Annotated[float | None, "value of the trade it covers"]
    value_covered_currency: Annotated[str | None, "ISO 4217 code of that value"]
    announced_date: Annotated[date | None, "day it was announced"]
    effective_date: Annotated[date | None, "first day of this state, as precise as effective_precision says"]
    effective_precision: Annotated[Precision | None, "how much of effective_date the text gives"]
    until_date: Annotated[date | None, "last day of this state"]
    until_text: Annotated[str | None, "that end in the words of the text"]
    legal_basis: Annotated[str | None, "statute, order or ruling in the words of the text"]
    legal_basis_code: Annotated[str | None, "its code in transforms/data/legal_bases.csv"]
    programme: Annotated[str | None, "which of several measures under one statute it is: code in transforms/data/programmes.csv"]
    stage: Annotated[Stage | None, "how far a trade remedy case has come"]
    direction: Annotated[Direction, "whether the change restricts trade or frees it"]
    is_background: Annotated[bool, "told as history, not as news"]
    is_aggregate: Annotated[bool, "umbrella statement over several measures"]
    attributed_to_candidate_id: Annotated[str | None, "who says so, before articles are joined"]
    attributed_to_id: Annotated[str | None, "entity that the article lets say so; null where the article itself does", AT_LOAD]
    confidence: Annotated[float, "0 to 1: share of such rows found right on the tuning texts"]
    rule_id: Annotated[str, "frame that found it"]
    measure_id: Annotated[str | None, "the measure across articles", AT_LOAD]


@dataclass(frozen=True, slots=True)
class Measure:
    """One dated state of a trade measure across articles."""

    measure_id: Annotated[str, "measure: instrument, imposer, target, goods, and programme or legal basis"]
    instrument: Annotated[Instrument, "kind of measure"]
    mast_chapter: Annotated[MastChapter | None, "chapter of UNCTAD's classification of non-tariff measures; null for tariffs"]
    imposer_code: Annotated[str, "who acts"]
    target_code: Annotated[str, "whom it hits"]
    product: Annotated[str | None, "goods, in the words most articles use"]
    product_scope: Annotated[ProductScope, "goods it falls on: of a named kind, all, a part without its kind, or not told"]
    hs_codes: Annotated[tuple[str, ...], "Harmonized System codes of the goods"]
    legal_basis_code: Annotated[str | None, "legal basis that most tellings give"]
    programme: Annotated[str | None, "which of several measures under one statute it is"]
    rate_pct: Annotated[float | None, "ad valorem rate in percent in this state"]
    status: Annotated[MeasureStatus, "state"]
    valid_from: Annotated[date, "first day of this state"]
    valid_from_source: Annotated[StateStart, "which date of an article that is: in effect, announced, or published, where none is told"]
    valid_to: Annotated[date | None, "last day of this state; null while it lasts"]
    article_count: Annotated[int, "distinct stories that tell this state"]
    article_ids: Annotated[tuple[str, ...], "articles that tell this state, copies included"]
    told_rates_pct: Annotated[tuple[float, ...], "rates that they give for it; more than one where sources disagree"]
    told_statuses: Annotated[tuple[str, ...], "states that they report for those days; more than one where sources disagree"]
    first_reported: Annotated[date, "first publication date"]
    last_reported: Annotated[date, "last publication date"]


@dataclass(frozen=True, slots=True)
class Talk:
    """Meeting, call, negotiation, deal or ruling as one article tells it."""

    talk_id: Annotated[str, "talk"]
    article_id: Annotated[str, "article"]
    start_char: Annotated[int, "first character of the evidence"]
    end_char: Annotated[int, "one past the last character of the evidence"]
    evidence: Annotated[str, "the words that tell it"]
    talk_type: Annotated[TalkType, "kind of talk"]
    party_codes: Annotated[tuple[str, ...], "governments at the table: ISO 3166 alpha-3, EU, WORLD"]
    place: Annotated[str | None, "city"]
    venue: Annotated[str | None, "building"]
    start_date: Annotated[date | None, "first day"]
    end_date: Annotated[date | None, "last day"]
    outcome: Annotated[TalkOutcome, "what came of it, as of publication"]
    is_cancelled: Annotated[bool, "the talk was planned and called off or put off: it did not take place then; its outcome is unknown"]


@dataclass(frozen=True, slots=True)
class TalkParticipant:
    """Person named as taking part in a talk."""

    talk_id: Annotated[str, "talk"]
    article_id: Annotated[str, "article"]
    candidate_id: Annotated[str, "the person before articles are joined"]
    entity_id: Annotated[str | None, "person", AT_LOAD]
    participant_role: Annotated[ParticipantRole, "who leads a delegation, who attends"]


@dataclass(frozen=True, slots=True)
class ArticleRevision:
    """Version of an article ever seen."""

    article_id: Annotated[str, "article"]
    revision: Annotated[int, "1 for the first version"]
    content_sha256: Annotated[str, "hash of that version's text"]
    seen_at: Annotated[datetime, "when it was first seen"]
    run_id: Annotated[str, "run that took it in"]
    characters_gained: Annotated[int, "characters of words that the version before did not have; 0 for the first"]
    characters_lost: Annotated[int, "characters of words that the version before had"]
    title_changed: Annotated[bool, "the headline differs from the version before"]
    quotes_gained: Annotated[int, "quotes, by speaker and words, that the version before did not have"]
    quotes_lost: Annotated[int, "quotes that the version before had"]
    tariffs_gained: Annotated[int, "measures, by action, sides, product, rate and date, that the version before did not tell"]
    tariffs_lost: Annotated[int, "measures that the version before told"]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """File ever picked up: one row per run and file, under exactly one outcome."""

    source_path: Annotated[str, "file, relative to the landing folder"]
    content_sha256: Annotated[str | None, "hash of the file; null where it could not be read"]
    outcome: Annotated[FileOutcome, "what became of it"]
    reason: Annotated[str | None, "why, where it was not simply loaded"]
    notes: Annotated[str | None, "what was not certain in what was loaded: encodings, mended characters, fields not read"]
    article_count: Annotated[int, "articles taken from it in that run"]
    size_bytes: Annotated[int, "size"]
    run_id: Annotated[str, "run"]
    seen_at: Annotated[datetime, "when"]
    object_version: Annotated[str | None, "version of an object of a store (its ETag); null for files of a folder"] = None


@dataclass(frozen=True, slots=True)
class Run:
    """Run of the pipeline."""

    run_id: Annotated[str, "run: its start in UTC, and a random tail"]
    started_at: Annotated[datetime, "start"]
    finished_at: Annotated[datetime | None, "end; null while it runs or where it was killed"]
    status: Annotated[RunStatus, "how it ended"]
    pipeline_version: Annotated[str, "version of Tradewire"]
    model_name: Annotated[str, "spaCy pipeline"]
    model_version: Annotated[str, "its version"]
    file_count: Annotated[int, "files looked at"]
    article_count: Annotated[int, "articles loaded or revised"]
    rejected_count: Annotated[int, "files rejected"]


@dataclass(frozen=True, slots=True)
class TariffMeasure:
    """Which measures a tariff row tells of: one for each pair of imposer and target."""

    tariff_id: Annotated[str, "measure as told"]
    article_id: Annotated[str, "article"]
    measure_id: Annotated[str, "measure across articles"]


@dataclass(frozen=True, slots=True)
class DistinctQuote:
    """Utterance across articles, counted once however many printed it: what view quote_distinct shows."""

    quote_group_id: Annotated[str, "quote_id of the first printing"]
    first_printed: Annotated[date, "publication date of the first printing"]
    speaker: Annotated[str | None, "canonical name of the speaker, or the description of an unnamed one"]
    role: Annotated[str | None, "the speaker's office as the text gives it"]
    speaker_type: Annotated[EntityType | None, "kind of entity that speaks"]
    speaker_country_code: Annotated[str | None, "country of the speaker or of the office: ISO 3166 alpha-3, or EU"]
    organization: Annotated[str | None, "organisation that speaks or that the speaker's office belongs to"]
    quote_type: Annotated[QuoteType, "in quotation marks, reported, or reported with a fragment in marks"]
    quote: Annotated[str, "the words, on one line"]
    printings: Annotated[int, "articles that print it, copies included"]
    story_count: Annotated[int, "articles that print it, copies left out"]
    publishers: Annotated[tuple[str, ...] | None, "who printed it, sorted; null where none is known"]
    speaker_id: Annotated[str | None, "entity that speaks"]
    article_id: Annotated[str, "article of the first printing"]


@dataclass(frozen=True, slots=True)
class QuoteTopic:
    """What a distinct quote is about: what view quote_subject shows."""

    quote_group_id: Annotated[str, "the quote"]
    subject_type: Annotated[str, "kind of entity that the words name; product or instrument of a measure"]
    subject: Annotated[str, "canonical name of what is named; the goods or the kind of a measure that the words tell"]
    subject_id: Annotated[str | None, "the entity; null for products and instruments"]


@dataclass(frozen=True, slots=True)
class EntityOverride:
    """Correction of entities from the user's file, as this version knows it."""

    position: Annotated[int, "order in which it is applied"]
    action: Annotated[OverrideAction, "what it does"]
    entities: Annotated[tuple[str, ...], "the entities that it names, as type:name or by id"]
    articles: Annotated[tuple[str, ...], "source paths or ids of the articles that it is limited to"]
    value: Annotated[str | None, "the name or the country code that it gives"]
    unknown_entities: Annotated[tuple[str, ...], "those of its entities that no article names: without effect"]
    unknown_articles: Annotated[tuple[str, ...], "those of its articles that are none, or do not name the entity: without effect"]
    is_in_force: Annotated[bool, "whether it has an effect"]


@dataclass(frozen=True, slots=True)
class LakePart:
    """Part of the lake that the warehouse holds."""

    run_id: Annotated[str, "run that wrote it"]
    part: Annotated[str, "its number in that run"]


class Table(NamedTuple):
    """A table: its name, its rows' class, what makes a row unique, and where it lives."""

    name: str
    row: type
    key: tuple[str, ...]
    in_lake: bool
    per_article: bool
    words: str | None = None  # the column that holds text[start_char:end_char]


TABLES = (
    Table("articles", Article, ("article_id",), in_lake=True, per_article=True),
    Table("article_entities", ArticleEntity, ("article_id", "candidate_id"), in_lake=True, per_article=True),
    Table("mentions", Mention, ("mention_id",), in_lake=True, per_article=True, words="mention_text"),
    Table("roles", Role, ("role_id",), in_lake=True, per_article=True, words="evidence"),
    Table("dates", DateMention, ("date_id",), in_lake=True, per_article=True, words="date_text"),
    Table("quotes", Quote, ("quote_id",), in_lake=True, per_article=True),
    Table("tariffs", Tariff, ("tariff_id",), in_lake=True, per_article=True, words="evidence"),
    Table("talks", Talk, ("talk_id",), in_lake=True, per_article=True, words="evidence"),
    Table("talk_participants", TalkParticipant, ("talk_id", "candidate_id"), in_lake=True, per_article=True),
    Table("files", FileRecord, ("run_id", "source_path"), in_lake=True, per_article=False),
    Table("runs", Run, ("run_id",), in_lake=True, per_article=False),
    Table("entities", Entity, ("entity_id",), in_lake=False, per_article=False),
    Table("tariff_measures", TariffMeasure, ("tariff_id", "measure_id"), in_lake=False, per_article=False),
    Table("measures", Measure, ("measure_id", "valid_from"), in_lake=False, per_article=False),
    Table("distinct_quotes", DistinctQuote, ("quote_group_id",), in_lake=False, per_article=False),
    Table("quote_topics", QuoteTopic, ("quote_group_id", "subject_type", "subject", "subject_id"), in_lake=False, per_article=False),
    Table("entity_overrides", EntityOverride, ("position",), in_lake=False, per_article=False),
    Table("lake_parts", LakePart, ("run_id", "part"), in_lake=False, per_article=False),
    Table("article_revisions", ArticleRevision, ("article_id", "revision"), in_lake=False, per_article=False),
)
TABLE = {table.name: table for table in TABLES}
