"""A user's list of actors is read as spreadsheets write it, and what cannot be used is named with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.model import Actor, content_id
from onrecord.sources import actors
from onrecord.sources.actors import read_actors

VARGA = Actor(id="q1", name="Odile Varga", aliases=("Varga, Odile", "O. Varga"), party="Quay Party", country="Norvia")
BRASK = Actor(id=content_id("ac", "Odo Brask"), name="Odo Brask")


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a list, given as text or bytes."""

    def write_and_read(table):
        path = tmp_path / "actors.csv"
        path.write_bytes(table if isinstance(table, bytes) else table.encode())
        return read_actors(path)

    return write_and_read


@pytest.mark.parametrize(
    "table",
    [
        'id,name,aliases,party,country\nq1,Odile Varga,"Varga, Odile; O. Varga",Quay Party,Norvia\n,Odo Brask,,,\n',
        'ID;Name;Aliases;Party;Country\r\nq1;Odile Varga;"Varga, Odile|O. Varga";Quay Party;Norvia\r\n;Odo Brask\r\n',
        "name\taliases\tid\tparty\tcountry\nOdile Varga\tVarga, Odile;O. Varga\tq1\tQuay Party\tNorvia\nOdo Brask\n",
        '"PARTY","name","id","aliases",country\rQuay Party,Odile Varga,q1,"Varga, Odile;;O. Varga",Norvia\r,Odo Brask',
    ],
    ids=["commas", "semicolons of a spreadsheet", "tabs", "other order, quoted, old line ends"],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "byte-order mark"])
def test_every_common_form_of_csv_is_read(read, table, mark):
    found = read(mark + table.encode())
    assert found.actors == (VARGA, BRASK)
    assert found.unused == ()


def test_names_alone_are_enough(read):
    assert read("name\nOdo Brask\n\n").actors == (BRASK,)


def test_an_id_that_is_made_up_depends_on_the_name_alone(read):
    (one,) = read("name,party\nOdo Brask,Dry Dock\n").actors
    (other,) = read("country,name,aliases\nNorvia,Odo Brask,Odd Brask\n").actors
    assert one.id == other.id == BRASK.id


def test_other_columns_are_named_and_not_used(read):
    found = read("name,Wikidata,notes\nOdo Brask,Q1,tall\n")
    assert (found.actors, found.unused) == ((BRASK,), ("Wikidata", "notes"))


def test_a_name_may_stand_on_two_lines_of_its_cell(read):
    (actor, other) = read('name\n"Odile\nVarga"\nOdo Brask\n').actors
    assert (actor.name, other) == ("Odile\nVarga", BRASK)


BAD_LISTS = {
    "no column name": ("id,alias\n1,Odo Brask\n", r"line 1: it names no column `name` \(known columns: id, name"),
    "an empty name": ("name,party\nOdo Brask,\n ,Quay Party\n", "line 3: the name is empty"),
    "an id twice": (
        "id,name\n1,Odo Brask\n2,Mira Toln\n1,Odile Varga\n",
        "line 4: the id “1” stands already on line 2",
    ),
    "a name twice": ("name\nOdo Brask\nOdo Brask\n", "line 3: “Odo Brask” has no id of its own .* already on line 2"),
    "a name twice, an id": ("id,name\n,Odo Brask\n,Odo Brask\n", "line 3: .*give both an id"),
    "a column twice": ("name,Name\nOdo,Brask\n", "line 1: two columns `name`"),
    "more cells": ("name,party\nBrask, Odo, Dry Dock\n", "line 2: 3 cells under 2 columns"),
    "after two lines": ('name,party\n"Odo\nBrask",\n,x\n', "line 4: the name is empty"),
    "an open quotation mark": ('name\n"Odo Brask\nMira Toln\n', "line 2: unexpected end of data"),
    "nobody": ("name,party\n", "the list names nobody"),
    "no bytes": ("", "line 1: it names no column"),
    "another encoding": ("name\nOdile\nVärga\n".encode("cp1252"), "line 3: not UTF-8"),
    "two bytes a letter": ("name\nOdo Brask\n".encode("utf-16"), "UTF-16"),
    "bytes": (b"name\nOdo\x00Brask\n", "line 2: this is not a text file"),
    "a workbook": (b"PK\x03\x04 and more", "a ZIP archive or an office document"),
    "a cell without end": ("name\n" + "x" * 200_000, "line 2: field larger than field limit"),
    "a header without end": ("x" * 200_000 + ",name\nOdo Brask\n", "line 1: field larger than field limit"),
}


@pytest.mark.parametrize(("table", "cause"), BAD_LISTS.values(), ids=BAD_LISTS)
def test_what_cannot_be_used_is_named_with_file_line_and_cause(read, table, cause):
    with pytest.raises(InputError, match=f"actors\\.csv(,|:) .*{cause}|actors\\.csv, {cause}"):
        read(table)


def test_a_list_of_any_size_is_not_read_into_memory(read, monkeypatch):
    monkeypatch.setattr(actors, "MAX_LIST_BYTES", 100)
    with pytest.raises(InputError, match="larger than 100 bytes"):
        read("name\n" + "Odo Brask\n" * 10)


def test_what_is_no_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.csv: no such file"):
        read_actors(tmp_path / "none.csv")
    with pytest.raises(InputError, match="not a file"):
        read_actors(tmp_path)


@settings(max_examples=200)
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"name\n{text}".encode()))
def test_any_bytes_give_a_list_or_an_error_of_ours(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    try:
        found = read_actors(path).actors
    except InputError:
        return
    assert found
    assert all(actor.name.strip() for actor in found)
    assert len({actor.id for actor in found}) == len(found)
