"""The sample's gold: made from the annotations, true to the text, and showing what real pages show."""

import itertools
import json

import pytest
from babel import Locale

from onrecord.sample import sample_pages
from tests.golden.make_gold import GOLD, gold_files, sample_articles, speaker_types

PAGES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))}
CLUSTER = PAGES.pop("cluster", {})
SAID = {f"{name}:{item['id']}": item for name, page in PAGES.items() for item in page["statements"]}
COUNTED = {f"{name}:{item['id']}": item for name, page in PAGES.items() for item in page["figures"]}


def text_of(name):
    return (GOLD / f"{name}.txt").read_bytes().decode("utf-8")


def test_the_committed_gold_is_what_the_annotations_and_the_cleaned_pages_make():
    committed = {path.name: path.read_bytes().decode("utf-8") for path in GOLD.iterdir()}
    made = gold_files()
    assert sorted(committed) == sorted(made)
    stale = [name for name in made if committed[name] != made[name]]
    assert not stale, "run python -m tests.golden.make_gold and read what changed"


@pytest.mark.parametrize("name", PAGES)
def test_every_span_of_the_gold_is_the_words_it_names(name):
    text = text_of(name)
    for item in PAGES[name]["statements"]:
        assert " … ".join(text[start:end] for start, end in item["parts"]) == item["text"]
        for field in ("source", "cue"):
            if item[field]:
                assert text[item[field]["start"] : item[field]["end"]] == item[field]["text"]
        for field in ("channel", "via", "addressee"):
            assert item[field] is None or item[field] in text
    for item in PAGES[name]["figures"]:
        assert text[item["start"] : item["end"]] == item["text"]
    for start, end in PAGES[name]["noise"]:
        assert text[start:end].strip()


@pytest.mark.parametrize("name", PAGES)
def test_no_statement_of_the_gold_stands_in_its_noise(name):
    noise = {offset for start, end in PAGES[name]["noise"] for offset in range(start, end)}
    for item in PAGES[name]["statements"]:
        assert not noise.intersection(*[range(start, end) for start, end in item["parts"]])


@pytest.mark.parametrize("name", PAGES)
def test_references_inside_a_page_lead_to_its_statements(name):
    known = {item["id"] for item in PAGES[name]["statements"]}
    inner = {item["within"] for item in PAGES[name]["statements"]} | {f["statement"] for f in PAGES[name]["figures"]}
    assert inner - {None} <= known


def test_a_remark_has_one_speaker():
    for group in CLUSTER["utterances"]:
        assert len({SAID[member]["speaker"] for member in group}) == 1, group


def test_a_statement_belongs_to_one_remark_and_stands_on_one_side_of_a_dispute():
    remarks = [member for group in CLUSTER["utterances"] for member in group]
    assert len(remarks) == len(set(remarks))
    for dispute in CLUSTER["disputes"]:
        members = [member for side in dispute["sides"] for member in side["statements"]]
        assert len(members) == len(set(members)), dispute["question"]
        assert len(dispute["sides"]) >= 2


def test_every_figure_of_a_track_is_in_the_gold():
    assert {figure for track in CLUSTER["figure_tracks"] for figure in track["figures"]} <= set(COUNTED)


def test_the_sample_is_part_of_the_package_and_described_by_its_meta_file():
    with sample_pages() as folder:
        listed = {entry["file"] for entry in json.loads((folder / "meta.json").read_text(encoding="utf-8"))}
        assert {path.name for path in folder.iterdir()} == listed | {"meta.json"}
        assert all("example" in entry["url"] for entry in json.loads((folder / "meta.json").read_text("utf-8")))
    assert len(listed) == len(PAGES) == 10


def test_pages_are_as_long_as_news_pages_are():
    for name, article in sample_articles().items():
        assert 180 <= len(article.text.split()) <= 700, name


def test_no_existing_state_is_named():
    names = {name for name in Locale("en").territories.values() if len(name) > 3}
    words = " ".join(text_of(name) for name in PAGES)
    assert not {name for name in names if f" {name} " in words or f" {name}'s " in words}


def statements(**wanted):
    return [item for item in SAID.values() if all(item[key] == value for key, value in wanted.items())]


def fields(key):
    return {item[key] for item in SAID.values()}


PHENOMENA = {
    "affirms, denies, withholds": lambda: fields("position") == {"affirms", "denies", "withholds"},
    "all kinds": lambda: fields("kind") == {"direct", "indirect", "mixed"},
    "all acts": lambda: len(fields("act")) == 8,
    "all types of speakers": lambda: fields("speaker_type") == set(speaker_types().values()),
    "a quotation over two paragraphs": lambda: any(
        "\n" in text_of(name)[start[1] : end[0]]
        for name, page in PAGES.items()
        for item in page["statements"]
        for start, end in itertools.pairwise(item["parts"])
    ),
    "a quotation without a closing mark": lambda: (
        "They did not even draw the curtains.\n" in text_of("ardenport_tribune")
    ),
    "an answer that changes a day later": lambda: (
        {(item["said_on"], item["position"]) for item in statements(speaker="Ilse Varden")}
        >= {("2025-03-11", "withholds"), ("2025-03-12", "denies")}
    ),
    "neither confirms nor denies": lambda: any(
        "neither" in item["cue"]["text"] for item in SAID.values() if item["cue"]
    ),
    "declines to comment": lambda: any(item["text"] == "to comment" for item in statements(position="withholds")),
    "a denial of 'this'": lambda: bool(statements(text="this", position="denies")),
    "a denial of the allegations": lambda: any(
        "the allegations" in item["text"] for item in statements(position="denies")
    ),
    "two people of one surname": lambda: {"Ilse Varden", "Jonas Varden"} <= fields("speaker"),
    "one speaker spelled in two ways": lambda: (
        {item["source"]["text"].split()[-1] for item in statements(speaker="Yevan Sorokh") if item["source"]}
        >= {"Sorokh", "Soroch"}
    ),
    "a joint statement": lambda: bool(statements(speaker="Pelle Anstrom and Mirja Tolland")),
    "anonymous officials": lambda: bool(statements(speaker="two Sundrian officials", speaker_type="unnamed")),
    "a capital that stands for its state": lambda: any(
        item["source"]["text"] == "Ardenport" for item in statements(speaker="Calvera") if item["source"]
    ),
    "speech in speech": lambda: bool(statements(speaker="Straits Commission", within="s18")),
    "figures that move": lambda: (
        {track["relation"] for track in CLUSTER["figure_tracks"]}
        == {"agree", "revision", "conflict", "different_scope"}
    ),
    "all qualifiers but one": lambda: (
        {item["qualifier"] for item in COUNTED.values()} == {"exactly", "about", "more_than", "up_to", "range", "vague"}
    ),
    "copies, a rewrite, a translation": lambda: (
        {edge["relation"] for edge in CLUSTER["lineage"]} == {"same_wire", "rewrite", "translation"}
    ),
    "two translations of one sentence": lambda: (
        ["meridian_wire:s9", "torva_today:s9"]
        in [
            [member for member in group if not member.startswith(("saltmere", "gulf"))]
            for group in CLUSTER["utterances"]
        ]
    ),
    "a page in another language": lambda: PAGES["faro_del_estrecho"]["statements"] == [],
    "satire above what it retells": lambda: "Crews? What crews?" in text_of("world_mix_daily"),
}


@pytest.mark.parametrize("phenomenon", PHENOMENA)
def test_the_sample_shows(phenomenon):
    assert PHENOMENA[phenomenon]()
