"""Turns the readings of a case and its linked speakers into its accounts: the final form of every record.

Invariant: the result depends on the pages and links alone, not on the order in which the pages come.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import structs
from msgspec.structs import replace

from onrecord.assemble.answers import find_answers
from onrecord.assemble.bodies import published_day, read_bodies
from onrecord.assemble.citations import find_citations
from onrecord.assemble.content_words import Weights
from onrecord.assemble.counting import count_figures
from onrecord.assemble.denials import why_open
from onrecord.assemble.disputes import find_number_disputes, find_polarity_disputes
from onrecord.assemble.figure_pairs import measure
from onrecord.assemble.figure_tracks import track_figures
from onrecord.assemble.judged import correct_edges, read_judged
from onrecord.assemble.lineage import keep_nearest_versions, merge_edges, trace_lineage, trace_retellings
from onrecord.assemble.origins import OriginFinder
from onrecord.assemble.same_remark import group_remarks
from onrecord.assemble.variants import compare_variants
from onrecord.assemble.versions import Editions, find_versions
from onrecord.assemble.voices import Voices
from onrecord.assemble.wordings import Wording, read_wordings
from onrecord.model import (
    Accounts,
    Article,
    Figure,
    Judgement,
    Linked,
    Reading,
    SetAside,
    Statement,
    TimeExpression,
    Utterance,
)


def assemble_accounts(
    pages: Sequence[tuple[Article, Reading]],
    linked: Linked,
    answered: Mapping[str, str] = MappingProxyType({}),
    judgements: Sequence[Judgement] = (),
) -> Accounts:
    """Return the accounts of a case: remarks, versions, lineage, original sources, disputed points, figure tracks.

    Args:
        pages: the case's articles and what was read from each.
        linked: who speaks in them.
        answered: when the server answered, for articles that were taken from the web (ISO 8601, UTC).
        judgements: what people said of what belongs together across the articles.
    """
    judged = read_judged(judgements)
    ordered = sorted(pages, key=lambda page: page[0].id)
    articles = {article.id: article for article, _ in ordered}
    bodies = dict(zip(articles, read_bodies(articles.values()), strict=True))
    days = {article.id: published_day(article) for article, _ in ordered}
    spoken = [_with_speakers(statement, linked) for _, reading in ordered for statement in reading.statements]
    standing = [statement for statement in spoken if statement.set_aside is None]
    by_id = {statement.id: statement for statement in standing}
    voices = Voices(linked)
    wordings = read_wordings(standing, days)
    weights = Weights(wording.stems for wording in wordings)
    senses = Weights(wording.senses for wording in wordings)
    versions = find_versions(articles.values(), standing, answered)
    editions = Editions(versions)
    copied = trace_lineage(list(bodies.values()), editions)
    kin_articles = frozenset(frozenset((edge.from_, edge.to)) for edge in copied) | editions.consecutive
    utterances = [_utterance(group) for group in group_remarks(wordings, voices, senses, kin_articles, judged)]
    remark_of = {statement: utterance.id for utterance in utterances for statement in utterance.statements}
    speakers = {speaker.id: speaker for speaker in linked.speakers}
    merged = merge_edges(
        copied,
        find_citations(bodies, standing, speakers, weights, utterances),
        trace_retellings([article for article, _ in ordered]),
    )
    merged = correct_edges(merged, judged, articles)
    edges = [edge for edge in merged if editions.page(edge.from_) != editions.page(edge.to)]
    figures = [figure for _, reading in ordered for figure in reading.figures]
    counts = count_figures((article, _standing_figures(article, reading)) for article, reading in ordered)
    tracks = track_figures(measure(counts, by_id, days), voices)
    answers = find_answers(articles, wordings, voices, senses) | {
        denial: tuple(each for each in claims if each in by_id)
        for denial, claims in judged.answers.items()
        if denial in by_id
    }
    disputes = [
        *find_polarity_disputes(wordings, utterances, answers, voices, senses, judged),
        *find_number_disputes(tracks, {f.id: f.statement for f in figures}, by_id),
    ]
    origins = OriginFinder(articles, by_id, edges, editions).find(
        utterances, disputes, tracks, {figure.id: figure for figure in figures}
    )
    statements = [
        replace(_with_answers(wording, answers), utterance=remark_of[wording.statement.id]) for wording in wordings
    ]
    aside = [SetAside(**structs.asdict(statement)) for statement in spoken if statement.set_aside is not None]
    return Accounts(
        statements=tuple(sorted(statements, key=lambda s: (s.article, s.start, s.id))),
        figures=tuple(sorted(figures, key=lambda f: (f.article, f.start, f.id))),
        speakers=tuple(sorted(linked.speakers, key=lambda s: s.id)),
        mentions=tuple(sorted(linked.mentions, key=lambda m: (m.article, m.start, m.id))),
        things=tuple(sorted(linked.things, key=lambda t: t.id)),
        links=tuple(sorted(linked.links, key=lambda link: link.id)),
        utterances=tuple(sorted(utterances, key=lambda u: u.id)),
        lineage=tuple(keep_nearest_versions(edges, editions)),
        origins=tuple(origins),
        disputes=tuple(sorted(disputes, key=lambda d: d.id)),
        figure_tracks=tuple(tracks),
        versions=tuple(sorted(versions, key=lambda version: (version.article, version.id))),
        set_aside=tuple(sorted(aside, key=lambda s: (s.article, s.start, s.id))),
    )


def _standing_figures(article: Article, reading: Reading) -> list[Figure]:
    """Return the figures that may count: none that satire gives, nor one in a statement that is set aside."""
    satire = {section.id for section in article.sections if section.genre == "satire"}
    stands = {each.id for each in reading.statements if each.set_aside is None}
    return [
        figure
        for figure in reading.figures
        if figure.statement in stands or (figure.statement is None and article.section_at(figure.start) not in satire)
    ]


def _with_speakers(statement: Statement, linked: Linked) -> Statement:
    """Return the statement with speakers for chains; a chain that was not linked leaves its reason."""
    known = [linked.speaker_of[chain] for chain in statement.speakers if chain in linked.speaker_of]
    speakers = tuple(dict.fromkeys(known))
    if speakers or not statement.speakers:
        return replace(statement, speakers=speakers)
    return replace(statement, speakers=(), unresolved={**statement.unresolved, "speakers": "not linked to a speaker"})


def _with_answers(wording: Wording, answers: Mapping[str, tuple[str, ...]]) -> Statement:
    """Return the statement with what it answers; a denial or withholding that answers nothing says why."""
    statement, answered = wording.statement, answers.get(wording.statement.id, ())
    if answered or statement.position == "affirms":
        return replace(statement, answers=answered)
    return replace(statement, answers=(), unresolved={**statement.unresolved, "answers": why_open(wording)})


def _utterance(group: Sequence[Statement]) -> Utterance:
    """Return the remark of a group of statements sorted by id."""
    return Utterance(
        id=group[0].id,
        speakers=tuple(sorted({speaker for statement in group for speaker in statement.speakers})),
        statements=tuple(statement.id for statement in group),
        said_on=_agreed_day(group),
        variants=compare_variants(group),
    )


def _agreed_day(group: Sequence[Statement]) -> TimeExpression | None:
    """Return the carriers' date of speaking where those that give one give the same."""
    given = [statement.said_on for statement in group if statement.said_on is not None and statement.said_on.from_]
    agreed = {(said.from_, said.to) for said in given}
    return given[0] if len(agreed) == 1 else None
