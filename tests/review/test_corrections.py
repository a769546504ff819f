"""What a person corrects takes effect at once, survives every build, can be undone, and holds in an audit."""

import json

import pytest

from onrecord.audit import audit_case
from onrecord.errors import CaseError, InputError, UsageError
from onrecord.model import Dispute, Figure, Judgement, Lineage, SetAside, Utterance, judgement_id
from onrecord.pipeline import BuildOptions, build_case
from onrecord.query.export import export_jsonl
from onrecord.query.judgements import judgement_lines
from onrecord.query.reviewing import queue_lines, queue_view, sign_off
from onrecord.review import Judge, correct_case, correct_records, reviewed_case, undo_judgement
from onrecord.store import CaseReader, CaseWriter, StatementFilters

ADA = Judge(by="ada", at="2025-03-01T10:00:00Z")
BO = Judge(by="bo", at="2025-03-02T10:00:00Z", note="heard on the quay")

FIRST = (
    "Ferry lost at Oxby\n\n"
    "Odile Varga said on Friday that the ferry Halcyon had carried forty crates of rifles to Oxby.\n\n"
    "Tobias Crane denied that the Halcyon had carried rifles.\n\n"
    "Nobody was hurt, the harbour office wrote.\n"
)
SECOND = (
    "Crates at Oxby\n\n"
    "The ferry Halcyon had carried forty crates of rifles to Oxby, Odile Varga said.\n\n"
    "The quay was empty by noon.\n"
)


@pytest.fixture
def case(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "first.txt").write_text(FIRST, encoding="utf-8")
    (pages / "second.txt").write_text(SECOND, encoding="utf-8")
    meta = [{"file": f"{name}.txt", "outlet": name.title(), "date": "2025-02-10"} for name in ("first", "second")]
    (pages / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    path = tmp_path / "case.db"
    build_case([pages], path)
    return path


def statement_with(case, words, outlet=None):
    with CaseReader(case) as reader:
        found = [each for each in reader.statements(StatementFilters(outlet=outlet)) if words in each.text]
    assert len(found) == 1, [each.text for each in found]
    return found[0]


def records(case, kind):
    with CaseReader(case) as reader:
        return list(reader.records(kind))


def is_sound(case):
    with CaseReader(case) as reader:
        return audit_case(reader).mismatches == ()


def claim(case):
    return statement_with(case, "forty crates", "First")


def denial(case):
    return next(each for each in read(case) if each.position == "denies")


def read(case):
    with CaseReader(case) as reader:
        return reader.statements()


def test_a_corrected_position_stands_through_a_rebuild_and_until_it_is_undone(case, tmp_path):
    before = claim(case)
    judgement = correct_case(case, "position", before.id, ["declined"], BO)
    assert (judgement.value, judgement.was, judgement.note) == ("declined", "affirms", BO.note)
    corrected = claim(case)
    assert (corrected.position, corrected.withheld) == ("withholds", "declined")
    assert is_sound(case)
    (tmp_path / "pages" / "third.txt").write_text("The harbour office said that the ferry was late.", encoding="utf-8")
    build_case([tmp_path / "pages"], case, BuildOptions())
    assert claim(case).withheld == "declined"
    undo_judgement(case, judgement.id, ADA)
    assert claim(case) == before


def test_a_rejected_statement_is_set_aside_and_disputes_nothing(case):
    assert len(records(case, Dispute)) == 1
    correct_case(case, "reject", denial(case).id, [], ADA)
    assert records(case, Dispute) == []
    (aside,) = records(case, SetAside)
    assert aside.set_aside == "not a statement, says ada"
    assert is_sound(case)


def test_the_speaker_becomes_whom_words_of_the_page_name(case):
    statement = claim(case)
    correct_case(case, "speaker", statement.id, ["Tobias Crane"], ADA)
    assert claim(case).speakers == denial(case).speakers
    correct_case(case, "speaker", statement.id, ["the harbour office"], BO)
    with CaseReader(case) as reader:
        names = [line.speaker for line in sign_off(reader).checked]
    assert names == ["harbour office"]
    assert is_sound(case)


def test_nobody_is_the_speaker_where_a_person_says_so(case):
    correct_case(case, "speaker", claim(case).id, [""], ADA)
    assert claim(case).speakers == ()
    assert claim(case).unresolved["speakers"] == "ada says that the page does not show who speaks"


def test_other_words_make_another_statement_and_keep_the_former_one_aside(case):
    before = claim(case)
    correct_case(case, "words", before.id, ["the ferry Halcyon … carried forty crates"], ADA)
    after = claim(case)
    assert after.id != before.id
    assert after.text == "the ferry Halcyon … carried forty crates"
    assert [each.id for each in records(case, SetAside)] == [before.id]
    correct_case(case, "position", after.id, ["denies"], BO)
    assert claim(case).position == "denies"
    assert is_sound(case)


def test_the_date_of_speaking_is_read_from_words_of_the_page(case):
    correct_case(case, "said_on", claim(case).id, ["on Friday", "2025-02-07"], ADA)
    said_on = claim(case).said_on
    assert (said_on.text, said_on.from_, said_on.to) == ("on Friday", "2025-02-07", "2025-02-07")
    correct_case(case, "said_on", claim(case).id, [""], BO)
    assert claim(case).said_on is None
    assert is_sound(case)


def test_what_a_denial_answers_is_what_a_person_says(case):
    other = statement_with(case, "forty crates", "Second")
    correct_case(case, "answers", denial(case).id, [other.id], ADA)
    assert denial(case).answers == (other.id,)
    correct_case(case, "answers", denial(case).id, [], BO)
    assert denial(case).answers == ()
    assert records(case, Dispute) == []
    assert is_sound(case)


def test_two_statements_are_one_remark_or_two_as_a_person_says(case):
    one, other = claim(case), statement_with(case, "forty crates", "Second")
    together = {one.id, other.id}
    assert together in [set(each.statements) for each in records(case, Utterance)]
    correct_case(case, "remark_apart", one.id, [other.id], ADA)
    assert together not in [set(each.statements) for each in records(case, Utterance)]
    correct_case(case, "remark_with", other.id, [one.id], BO)
    assert together in [set(each.statements) for each in records(case, Utterance)]
    assert is_sound(case)


def test_two_claims_are_on_one_point_where_a_person_says_so(case):
    statement = statement_with(case, "Nobody was hurt")
    correct_case(case, "point_with", statement.id, [claim(case).id], ADA)
    (dispute,) = records(case, Dispute)
    assert statement.id in {member for side in dispute.sides for member in side.statements}


def test_a_number_is_what_a_person_reads_or_none(case):
    forty = next(each for each in records(case, Figure) if each.text == "forty")
    correct_case(case, "figure", forty.id, ["40", "-", "at_least"], ADA)
    corrected = next(each for each in records(case, Figure) if each.id == forty.id)
    assert (corrected.low, corrected.high, corrected.qualifier) == (40.0, None, "at_least")
    assert is_sound(case)
    correct_case(case, "reject", forty.id, [], BO)
    assert forty.id not in {each.id for each in records(case, Figure)}
    assert is_sound(case)


def test_outlet_date_and_label_of_a_page_are_corrected(case):
    correct_case(case, "outlet", "first.txt", ["Oxby Post"], ADA)
    correct_case(case, "published", "first.txt", ["2025-02-14"], ADA)
    correct_case(case, "role", "first.txt", ["Nobody was hurt", "caption"], ADA)
    with CaseReader(case) as reader:
        article = next(each for each in reader.articles() if each.uri.endswith("first.txt"))
        found = reader.statements(StatementFilters(outlet="oxby post", date_from="2025-02-14"))
        assert reader.statements(StatementFilters(outlet="First")) == []
    assert (article.outlet, article.published.from_, article.published.how) == ("Oxby Post", "2025-02-14", "given")
    assert [block.role for block in article.blocks][-1] == "caption"
    assert {each.said_on.from_ for each in found if each.said_on} == {"2025-02-14"}
    assert [each.text for each in records(case, SetAside)] == ["Nobody was hurt"]
    assert is_sound(case)


def test_a_statement_that_was_missed_is_added_in_words_of_the_page(case):
    correct_case(case, "add", "second.txt", ["The quay was empty by noon", "Odile Varga", "", "denies"], ADA)
    added = statement_with(case, "The quay was empty")
    assert (added.position, added.basis) == ("denies", "paraphrase")
    assert added.speakers == claim(case).speakers
    correct_case(case, "position", added.id, ["affirms"], BO)
    assert statement_with(case, "The quay was empty").position == "affirms"
    assert is_sound(case)


def test_who_took_it_from_whom_is_what_a_person_says(case):
    correct_case(case, "took_from", "second.txt", ["first.txt", "rewrite"], ADA)
    (edge,) = records(case, Lineage)
    assert (edge.relation, edge.direction, edge.evidence) == ("rewrite", "known", None)
    assert is_sound(case)
    correct_case(case, "took_from", "second.txt", ["first.txt", "none"], BO)
    assert records(case, Lineage) == []


def test_a_line_leaves_the_queue_when_it_is_checked_and_comes_back_when_it_is_read_otherwise(case):
    with CaseReader(case) as reader:
        left = [line.id for line in queue_lines(reader).lines]
        assert {each for item in queue_view(reader).items for each in item.ids} == set(left)
    for each in left:
        correct_case(case, "accept", each, [], ADA)
    with CaseReader(case) as reader:
        assert reader.is_assembled()
        assert queue_lines(reader).lines == ()
        assert queue_view(reader).checked == len(left)
    (dispute,) = records(case, Dispute)
    assert dispute.reviewed
    assert is_sound(case)
    first = next(each for each in judgement_ids(case) if each[1] == left[0])[0]
    undo_judgement(case, first, BO)
    (dispute,) = records(case, Dispute)
    assert not dispute.reviewed
    assert is_sound(case)


def judgement_ids(case):
    with CaseReader(case) as reader:
        return [(line.id, line.one_id) for line in judgement_lines(reader).lines]


def test_notes_change_nothing_and_are_kept(case):
    with CaseReader(case) as reader:
        before = list(reader.records(Dispute)), reader.statements()
    for kind in ("note", "tag", "rating"):
        correct_case(case, kind, claim(case).id, [f"my {kind}"], ADA)
    with CaseReader(case) as reader:
        assert reader.is_assembled()
        assert (list(reader.records(Dispute)), reader.statements()) == before
        assert {line.other for line in judgement_lines(reader, on=claim(case).id).lines} == {
            "my note",
            "my rating",
            "my tag",
        }


def test_only_what_was_checked_stands_in_the_case_of_it_and_its_export_holds(case, tmp_path):
    checked = [claim(case), denial(case)]
    for each in checked:
        correct_case(case, "accept", each.id, [], ADA)
    with CaseReader(case) as reader, reviewed_case(reader) as path, CaseReader(path) as only:
        assert {each.id for each in only.statements()} == {each.id for each in checked}
        assert len(list(only.records(Dispute))) == 1
        assert {figure.text for figure in only.records(Figure)} == {"forty"}
        assert is_sound(path)
        export_jsonl(only, tmp_path / "out")
        assert path.name == case.name
    assert not path.exists()


@pytest.mark.parametrize(
    ("kind", "values", "reason"),
    [
        ("position", ["perhaps"], "is not a position"),
        ("position", [], "takes a position"),
        ("speaker", ["Nemo"], "does not stand on the page"),
        ("words", ["crates … ferry"], "behind the words before them"),
        ("words", ["  "], "there are no words"),
        ("said_on", ["Friday", "soon"], "is not a date"),
        ("said_on", ["Friday", "2025-02-07", "2025-02-01"], "lies before"),
        ("answers", ["st_0"], "is not another statement"),
        ("remark_with", [""], "name the other statement"),
        ("note", [" "], "a note has"),
        ("shout", [], "no such judgement"),
        ("outlet", ["x"], "is not the id of a page"),
    ],
)
def test_what_cannot_be_understood_is_refused_and_leaves_the_case_as_it_was(case, kind, values, reason):
    with pytest.raises(UsageError, match=reason):
        correct_case(case, kind, claim(case).id, values, ADA)
    assert judgement_ids(case) == []


def test_of_several_all_are_judged_or_none(case):
    statements = [claim(case).id, denial(case).id]
    with pytest.raises(UsageError, match="is not the id of a statement"):
        correct_records(case, "accept", [*statements, "st_0"], [], ADA)
    assert judgement_ids(case) == []
    assert [each.on for each in correct_records(case, "accept", statements, [], ADA)] == statements
    assert len(judgement_ids(case)) == 2


def test_the_same_correction_by_the_same_person_is_kept_once(case):
    first = correct_case(case, "position", claim(case).id, ["denies"], ADA)
    later = Judge(by="ada", at="2025-04-01T10:00:00Z")
    assert correct_case(case, "position", claim(case).id, ["denies"], later) == first
    assert len(judgement_ids(case)) == 1


def test_no_case_is_made_where_there_is_none(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        correct_case(tmp_path / "none.db", "note", "st_0", ["x"], ADA)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("words", "{"),
        ("said_on", '{"start":1}'),
        ("speaker", "1-x:person"),
        ("speaker", "1-2:king"),
        ("figure", "3"),
        ("add", "[]"),
        ("role", "first:caption"),
        ("role", "0:crown"),
    ],
)
def test_a_judgement_that_was_tampered_with_is_an_error_that_names_it(case, kind, value):
    statement, forty = claim(case), next(each for each in records(case, Figure) if each.text == "forty")
    on = {"figure": forty.id, "add": statement.article, "role": statement.article}.get(kind, statement.id)
    made = Judgement(
        id=judgement_id(on, kind, value, "eve", ADA.at), on=on, kind=kind, value=value, by="eve", at=ADA.at
    )
    with CaseWriter(case) as writer:
        writer.add_judgement(made)
    with pytest.raises(CaseError, match=f"judgement {made.id} .{kind}. cannot be understood"):
        build_case([], case)
