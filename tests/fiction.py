"""A small case of fiction, written by hand: three pages on a fire in a harbour, with all that a view can show."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.model import (
    Accounts,
    Article,
    Capture,
    Difference,
    Dispute,
    Failure,
    Figure,
    FigurePair,
    FigureTrack,
    Given,
    Lineage,
    Matter,
    Mention,
    Origin,
    OriginGroup,
    PlacedSpan,
    Reading,
    Role,
    Side,
    Speaker,
    SpeakerRole,
    Statement,
    Thing,
    TimeExpression,
    Utterance,
    Variant,
    content_id,
    figure_id,
    span_at,
)
from onrecord.store import CaseWriter
from tests.factories import make_article, make_statement

COURIER = """Velmark says Tolland set the Isaura on fire

By Ines Halloran

ORRIN, 12 May 2024 (Courier) -

Velmark accused Tolland on Sunday of setting fire to the tanker Isaura in the harbour of Brisk.

“We saw the drone take off from a Tolland vessel,” Harbour Minister Edda Quill told reporters.

She said 14 sailors were lost.

Tolland’s Admiralty denied that any of its ships had been near Brisk.

“There was no drone,” said its spokesman, Captain Joss Arden.

The insurer Marrow & Lyle declined to comment on the cause.

Read more: Ten quiet harbours for your summer

Share this story

Sign up for our letter

All rights reserved"""

GAZETTE = """Fire in Brisk: Orrin blames its neighbour

Orrin said that Tolland had lit the fire, the Courier reported.

“We saw the drone take off,” Edda Quill said, according to the Courier.

At least 17 sailors are missing, the coastguard said on Monday."""

BULLETIN = """Admiralty statement on Brisk

No ship of the Admiralty lay within forty miles of Brisk, the Admiralty said on 14 May."""

HOSTILE = """<script>alert("title")</script>

“<img src=x onerror=alert(1)>,” said Bo "Bobby" <b>Tables</b>."""


def make_page(
    text: str, uri: str, *, date: str, outlet: str, roles: dict[str, Role], url: str | None = None
) -> tuple[Capture, Article]:
    """Return the page of a text."""
    capture = Capture(
        uri=uri,
        data=text.encode(),
        media_type="text/plain",
        captured_at="2024-06-01T00:00:00Z",
        given=Given(date=date, outlet=outlet, url=url),
    )
    article = make_article(text, uri=uri, date=date, outlet=outlet, roles=roles)
    return capture, msgspec.structs.replace(article, id=capture.article_id, sha256=capture.sha256, url=url)


def placed(article: Article, words: str) -> PlacedSpan:
    """Return the first such words of the article with their place."""
    start = article.text.index(words)
    return PlacedSpan(start=start, end=start + len(words), text=words, article=article.id)


def make_figure(article: Article, words: str, counted: str, statement: Statement | None, low: float) -> Figure:
    """Return the figure at the first such words."""
    start = article.text.index(words)
    return Figure(
        id=figure_id(article.id, start, start + len(words)),
        article=article.id,
        start=start,
        end=start + len(words),
        text=words,
        low=low,
        high=None if words.startswith("At least") else low,
        qualifier="at_least" if words.startswith("At least") else "exactly",
        unit=None,
        counted=span_at(article.text, article.text.index(counted), article.text.index(counted) + len(counted)),
        statement=None if statement is None else statement.id,
        as_of=None,
        forecast=False,
    )


COURIER_ROLES: dict[str, Role] = {
    "Velmark says Tolland set the Isaura on fire": "title",
    "By Ines Halloran": "byline",
    "ORRIN, 12 May 2024 (Courier) -": "dateline",
    "Read more: Ten quiet harbours for your summer": "related",
    "Share this story": "boilerplate",
    "Sign up for our letter": "boilerplate",
    "All rights reserved": "boilerplate",
}


class Story:
    """The pages of the story and the accounts that join them, by name."""

    def __init__(self) -> None:
        self.courier_capture, self.courier = make_page(
            COURIER, "courier.txt", date="2024-05-12", outlet="Harbour Courier", roles=COURIER_ROLES,
            url="https://courier.example/brisk",
        )  # fmt: skip
        self.gazette_capture, self.gazette = make_page(
            GAZETTE, "gazette.txt", date="2024-05-13", outlet="Inland Gazette",
            roles={"Fire in Brisk: Orrin blames its neighbour": "title"}, url="javascript:alert(1)",
        )  # fmt: skip
        self.bulletin_capture, self.bulletin = make_page(
            BULLETIN, "bulletin.txt", date="2024-05-15", outlet="Admiralty Bulletin",
            roles={"Admiralty statement on Brisk": "title"},
        )  # fmt: skip
        self._read_courier()
        self._read_others()

    def _read_courier(self) -> None:
        page = self.courier
        self.accusation = msgspec.structs.replace(
            make_statement(page, "setting fire to the tanker Isaura in the harbour of Brisk", cue="accused",
                           speakers=("sp_velmark",)),
            act="accuses",
            source=span_at(page.text, page.text.index("Velmark accused"), page.text.index(" accused")),
            said_on=TimeExpression(**_slice(page, "on Sunday"), from_="2024-05-12", to="2024-05-12"),
        )  # fmt: skip
        self.sighting = msgspec.structs.replace(
            make_statement(page, "We saw the drone take off from a Tolland vessel,",
                           source="Harbour Minister Edda Quill", cue="told", speakers=("sp_quill",)),
            kind="direct", basis="own_words", utterance="ut_drone",
            addressee=span_at(page.text, *_place(page, "reporters")),
        )  # fmt: skip
        self.missing = make_statement(page, "14 sailors were lost", source="She", speakers=("sp_quill",))
        self.denial = make_statement(
            page, "that any of its ships had been near Brisk", source="Tolland’s Admiralty", cue="denied",
            position="denies", speakers=("sp_admiralty",),
        )  # fmt: skip
        self.denial = msgspec.structs.replace(self.denial, answers=(self.accusation.id,))
        self.no_drone = msgspec.structs.replace(
            make_statement(page, "There was no drone,", source="its spokesman, Captain Joss Arden",
                           cue="said", position="denies", speakers=("sp_arden",)),
            kind="direct", basis="own_words",
        )  # fmt: skip
        self.silence = msgspec.structs.replace(
            make_statement(page, "to comment on the cause", source="The insurer Marrow & Lyle", cue="declined",
                           position="withholds", withheld="declined"),
            basis="characterised", unresolved={"speakers": "no_name_found"},
        )  # fmt: skip

    def _read_others(self) -> None:
        page = self.gazette
        self.retold = msgspec.structs.replace(
            make_statement(page, "Tolland had lit the fire", source="Orrin", cue="said", speakers=("sp_velmark",)),
            via=span_at(page.text, *_place(page, "the Courier reported")),
        )
        self.cut = msgspec.structs.replace(
            make_statement(page, "We saw the drone take off,", source="Edda Quill", cue="according to",
                           speakers=("sp_quill",)),
            kind="direct", basis="own_words", utterance="ut_drone",
        )  # fmt: skip
        self.more_missing = make_statement(
            page, "At least 17 sailors are missing", source="the coastguard", speakers=("sp_guard",)
        )
        self.distance = msgspec.structs.replace(
            make_statement(self.bulletin, "No ship of the Admiralty lay within forty miles of Brisk",
                           source="the Admiralty", position="denies", speakers=("sp_admiralty",)),
            said_on=TimeExpression(**_slice(self.bulletin, "on 14 May"), from_="2024-05-14", to="2024-05-14"),
        )  # fmt: skip
        self.first_count = make_figure(self.courier, "14", "sailors", self.missing, 14)
        self.second_count = make_figure(page, "At least 17", "sailors", self.more_missing, 17)

    def statements_of(self, article: Article) -> tuple[Statement, ...]:
        """Return the statements of a page in the order of its text."""
        return tuple(sorted((found for found in self.statements if found.article == article.id), key=_by_place))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements."""
        return (
            self.accusation, self.sighting, self.missing, self.denial, self.no_drone, self.silence,
            self.retold, self.cut, self.more_missing, self.distance,
        )  # fmt: skip

    def speakers(self) -> tuple[Speaker, ...]:
        """Return the speakers; Velmark's name comes from a table."""
        return (
            _speaker("sp_velmark", "Velmark", "state", placed(self.gazette, "Orrin"), name_from="table"),
            _speaker(
                "sp_quill", "Edda Quill", "person", placed(self.courier, "Edda Quill"), of="sp_velmark",
                roles=(SpeakerRole(**_slice(self.courier, "Harbour Minister"), article=self.courier.id,
                                   from_="2024-05-12", to="2024-05-12"),),
            ),
            _speaker("sp_admiralty", "Tolland’s Admiralty", "state", placed(self.courier, "Tolland’s Admiralty")),
            _speaker("sp_arden", "Joss Arden", "person", placed(self.courier, "Captain Joss Arden"), of="Tolland"),
            _speaker("sp_guard", "coastguard", "organisation", placed(self.gazette, "coastguard")),
        )  # fmt: skip

    def accounts(self) -> Accounts:
        """Return the accounts of the whole story."""
        drone = Utterance(
            id="ut_drone",
            speakers=("sp_quill",),
            statements=(self.sighting.id, self.cut.id),
            said_on=None,
            variants=(
                Variant(statement=self.sighting.id, article=self.courier.id, differs=()),
                Variant(
                    statement=self.cut.id,
                    article=self.gazette.id,
                    differs=(Difference(op="drops", text="", against="from a Tolland vessel"),),
                ),
            ),
        )
        fire = Dispute(
            id="ds_fire",
            matter=Matter(statement=self.accusation.id, text=self.accusation.text),
            kind="polarity",
            sides=(
                Side(position="affirms", speakers=("sp_velmark",), statements=(self.accusation.id, self.retold.id)),
                Side(position="denies", speakers=("sp_admiralty",), statements=(self.denial.id, self.distance.id)),
            ),
        )
        return Accounts(
            statements=tuple(sorted(self.statements, key=_by_place)),
            figures=(self.first_count, self.second_count),
            speakers=self.speakers(),
            utterances=(drone,),
            disputes=(fire,),
            lineage=(self._link(),),
            origins=(self._origin("ut_drone"), self._origin("ds_fire:affirms")),
            figure_tracks=(self._track(),),
            things=(
                Thing(id="th_isaura", name="Isaura", type="vessel", speaker=None,
                      aliases=(placed(self.courier, "Isaura"),)),
            ),
            mentions=tuple(self._mentions_of_isaura()),
        )  # fmt: skip

    def _mentions_of_isaura(self) -> Iterator[Mention]:
        for found in re.finditer("Isaura", COURIER):
            yield Mention(
                id=f"mn_isaura{found.start()}",
                thing="th_isaura",
                article=self.courier.id,
                start=found.start(),
                end=found.end(),
                text="Isaura",
            )

    def _link(self) -> Lineage:
        return Lineage(
            from_=self.courier.id,
            to=self.gazette.id,
            relation="cites",
            direction="known",
            share=0.4,
            passages=(),
            evidence=placed(self.gazette, "the Courier reported"),
        )

    def _origin(self, subject: str) -> Origin:
        group = OriginGroup(
            articles=(self.courier.id, self.gazette.id),
            root=self.courier.id,
            relation="shared_origin_shown",
            evidence=placed(self.gazette, "the Courier reported"),
        )
        return Origin(
            id=content_id("or", subject), for_=subject, pages=2, outlets=2, at_least=1, at_most=1, groups=(group,)
        )

    def _track(self) -> FigureTrack:
        pair = FigurePair(
            a=self.first_count.id, b=self.second_count.id, relation="different_scope", reason="different_speakers"
        )
        return FigureTrack(
            id="ft_missing", what="sailors missing", figures=(self.first_count.id, self.second_count.id), pairs=(pair,)
        )

    def write(self, path: Path, *, assembled: bool = True) -> Path:
        """Write the case and return its path; with `assembled` false as a build that was cut off leaves it."""
        pages = (
            (self.courier_capture, self.courier, (self.first_count,)),
            (self.gazette_capture, self.gazette, (self.second_count,)),
            (self.bulletin_capture, self.bulletin, ()),
        )
        with CaseWriter(path) as case:
            for capture, article, figures in pages:
                reading = Reading(article=article.id, statements=self.statements_of(article), figures=figures)
                case.add_page(capture, article, reading)
            case.add_failure(Failure(uri="blank.txt", stage="clean", code="empty", detail="blank.txt: no text"))
            if assembled:
                case.put_accounts(self.accounts())
        return path


def write_hostile_case(path: Path) -> tuple[Path, Article, Statement]:
    """Write a case whose title, outlet, address, speaker and words are markup."""
    capture, article = make_page(
        HOSTILE, "hostile.txt", date="2024-05-12", outlet='<script>alert("outlet")</script>',
        roles={'<script>alert("title")</script>': "title"}, url="javascript:alert('url')",
    )  # fmt: skip
    statement = make_statement(
        article, "<img src=x onerror=alert(1)>,", source='Bo "Bobby" <b>Tables</b>', cue="said", speakers=("sp_bo",)
    )
    speaker = _speaker("sp_bo", '<script>alert("speaker")</script>', "person", placed(article, "<b>Tables</b>"))
    with CaseWriter(path) as case:
        case.add_page(capture, article, Reading(article=article.id, statements=(statement,)))
        case.put_accounts(Accounts(statements=(statement,), speakers=(speaker,)))
    return path, article, statement


def _place(article: Article, words: str) -> tuple[int, int]:
    start = article.text.index(words)
    return start, start + len(words)


def _slice(article: Article, words: str) -> dict:
    start, end = _place(article, words)
    return {"start": start, "end": end, "text": words}


def _by_place(statement: Statement) -> tuple[str, int, str]:
    return statement.article, statement.start, statement.id


def _speaker(speaker_id: str, name: str, kind: str, alias: PlacedSpan, **more: object) -> Speaker:
    fields = {"name_from": "text", "of": None, "roles": ()} | more
    return Speaker(id=speaker_id, name=name, type=kind, aliases=(alias,), **fields)
