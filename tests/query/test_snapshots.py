"""What is new between two states of a case: by members, not by ids of groups."""

from msgspec.structs import replace

from onrecord.model import Change, Version
from onrecord.query.snapshots import Changes, Move, Number, Said, Shift, Snapshot, compare_snapshots, state_without


def said(article="a1", position="affirms", speakers=("varga",), remark=None):
    return Said(article=article, position=position, speakers=speakers, remark=remark or f"{article} {position}")


def number(low, high, article="a1"):
    return Number(article=article, value=(low, high))


BEFORE = Snapshot(
    statements={
        "s1": said(remark="s1"),
        "s2": said("a2", "denies", ("arden",), "s2"),
    },
    disputes={"s1": (("affirms", ("s1",)), ("denies", ("s2",)))},
    figures={"f1": number(14.0, 14.0), "f2": number(3.0, 3.0)},
    tracks={},
)


def test_nothing_changes_between_equal_states():
    assert compare_snapshots(BEFORE, BEFORE) == Changes()


def test_groups_that_changed_their_ids_are_not_new():
    merged = Snapshot(
        statements={each: replace(state, remark=f"0{state.remark}") for each, state in BEFORE.statements.items()},
        disputes={"s0": BEFORE.disputes["s1"]},
        figures=BEFORE.figures,
    )
    assert compare_snapshots(BEFORE, merged) == Changes()


def test_a_new_remark_is_new_once_and_what_another_page_carries_is_counted():
    after = replace(
        BEFORE,
        statements=BEFORE.statements
        | {
            "s3": said("a3", remark="s1"),
            "s4": said("a3", "withholds", ("quill",), "s4"),
            "s5": said("a4", "withholds", ("quill",), "s4"),
        },
    )
    found = compare_snapshots(BEFORE, after)
    assert (found.statements, found.refusals, found.carried) == (("s4",), ("s4",), 1)


def test_a_speaker_who_takes_another_side_of_a_dispute_has_shifted():
    after = replace(
        BEFORE,
        statements=BEFORE.statements | {"s3": said("a3", "denies", ("varga",), "s3")},
        disputes={"s1": (("affirms", ("s1",)), ("denies", ("s2", "s3")))},
    )
    found = compare_snapshots(BEFORE, after)
    assert found.shifts == (Shift(dispute="s1", speakers=("varga",), before="affirms", earlier="s1", statement="s3"),)
    assert found.disputes == ()


def test_a_speaker_who_stays_on_a_side_or_comes_in_anew_has_not_shifted():
    after = replace(
        BEFORE,
        statements=BEFORE.statements
        | {"s3": said("a3", "denies", ("arden",), "s3"), "s4": said("a3", "denies", ("quill",), "s4")},
        disputes={"s1": (("affirms", ("s1",)), ("denies", ("s2", "s3", "s4")))},
    )
    found = compare_snapshots(BEFORE, after)
    assert found.shifts == ()
    assert found.refusals == ("s3", "s4")


def test_a_number_moves_where_a_track_gets_a_value_that_it_had_not():
    after = replace(
        BEFORE,
        figures=BEFORE.figures
        | {"f3": number(17.0, 17.0), "f4": number(17.0, 17.0), "f5": number(3.0, 3.0), "f6": number(None, None)},
        tracks={"f1": ("f1", "f3", "f4", "f6"), "f2": ("f2", "f5")},
    )
    assert compare_snapshots(BEFORE, after).moves == (Move(track="f1", figures=("f3",)),)


def test_a_track_of_new_figures_alone_has_not_moved():
    after = replace(
        BEFORE, figures=BEFORE.figures | {"f3": number(1.0, 1.0), "f4": number(2.0, 2.0)}, tracks={"f3": ("f3", "f4")}
    )
    assert compare_snapshots(BEFORE, after).moves == ()


def edited(changes=(), number=2):
    old = Version(id="v1", page="quay.example/1", article="a1", version_of=None, number=1)
    new = Version(id="v9", page="quay.example/1", article="a9", version_of="a1", number=number, changes=changes)
    return {"a1": old, "a9": new}


def test_an_edit_brings_only_what_it_added_or_changed():
    change = Change(op="changed", before="s1", after="s4")
    after = replace(
        BEFORE,
        statements=BEFORE.statements | {"s3": said("a9", remark="s3"), "s4": said("a9", "denies", ("varga",), "s4")},
        versions=edited((change,)),
    )
    found = compare_snapshots(BEFORE, after)
    assert [edit.article for edit in found.edits] == ["a9"]
    assert found.statements == ("s4",)
    assert found.shifts == (Shift(dispute=None, speakers=("varga",), before="affirms", earlier="s1", statement="s4"),)
    assert compare_snapshots(after, after) == Changes()


def test_a_capture_of_the_same_words_is_no_edit():
    after = replace(BEFORE, versions=edited(number=1))
    assert compare_snapshots(BEFORE, after) == Changes()


def test_a_state_without_its_newest_pages_is_the_one_before():
    after = Snapshot(
        statements=BEFORE.statements | {"s3": said("a3", "denies", ("quill",), "s3")},
        disputes=BEFORE.disputes | {"s9": (("affirms", ("s1",)), ("denies", ("s3",)))},
        figures=BEFORE.figures | {"f9": number(1.0, 1.0, "a3")},
        versions=edited(),
    )
    assert state_without(after, {"a3", "a9"}) == replace(BEFORE, versions={"a1": edited()["a1"]})
    assert state_without(after, ()) == after
