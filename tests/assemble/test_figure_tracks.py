import pytest
from msgspec.structs import replace

from onrecord.model import Interval, Scope
from tests.assemble.case import Case

FLOOD = "Flood drowns villagers in Sennet"


def pair_of(case):
    (track,) = case.assemble().figure_tracks
    (pair,) = track.pairs
    return pair


def two_tolls(
    first, second, *, days=("2024-10-25", "2024-10-25"), names=("Ilse Marrow", "Tobias Crane"), qualifier="exactly"
):
    case = Case()
    for value, day, name in zip((first, second), days, names, strict=True):
        content = f"{value} people died in the flood at Sennet"
        article = case.page(f"{FLOOD}\n{name} said {content}.", date=day)
        statement = case.says(article, name, content)
        case.counts(article, str(value), value, "people", statement=statement, qualifier=qualifier)
    return case


def test_equal_numbers_agree():
    assert pair_of(two_tolls(12, 12)).relation == "agree"


def test_one_speaker_s_later_number_is_a_revision():
    pair = pair_of(two_tolls(12, 15, days=("2024-10-25", "2024-10-26"), names=("Ilse Marrow", "Ilse Marrow")))
    assert pair.relation == "revision"
    assert "2024-10-26" in pair.reason


def test_two_speakers_numbers_of_one_day_conflict():
    assert pair_of(two_tolls(12, 30)).relation == "conflict"


def test_two_speakers_numbers_of_different_days_do_not_conflict():
    assert pair_of(two_tolls(12, 15, days=("2024-10-25", "2024-10-26"))).relation == "different_scope"


def test_lower_bounds_leave_room_for_each_other():
    assert pair_of(two_tolls(2, 6, qualifier="at_least")).relation == "different_scope"


def tallies(first, second, **kept):
    """Two speakers' sentences of one day on the sailors of one fleet, each a number with the words around it."""
    case = Case()
    for (value, words), name in zip((first, second), ("Ilse Marrow", "Tobias Crane"), strict=True):
        content = f"{value} sailors of the Sennet fleet {words}"
        article = case.page(f"Sennet fleet grows at the strait\n{name} said {content}.", date="2024-10-25")
        statement = case.says(article, name, content)
        case.counts(article, f"{value}", value, "sailors", statement=statement, **kept.get(name, {}))
    return pair_of(case)


def test_what_was_decided_is_not_what_arrived():
    pledged = Scope(start=0, end=4, text="were", kind="phase", value="decided")
    arrived = replace(pledged, value="arrived")
    pair = tallies(
        (12_000, "were pledged"),
        (9_000, "had arrived"),
        **{"Ilse Marrow": {"scope": (pledged,)}, "Tobias Crane": {"scope": (arrived,)}},
    )
    assert pair.relation == "different_scope"
    assert sorted(word for word in ("decided", "arrived") if word in pair.reason) == ["arrived", "decided"]
    both = {name: {"scope": (arrived,)} for name in ("Ilse Marrow", "Tobias Crane")}
    assert tallies((12_000, "had arrived"), (9_000, "had arrived"), **both).relation == "conflict"


def test_numbers_for_different_moments_do_not_conflict():
    moments = {
        "Ilse Marrow": {"as_of": Interval(from_="2024-06-01", to="2024-06-30")},
        "Tobias Crane": {"as_of": Interval(from_="2024-10-01", to="2024-10-31")},
    }
    pair = tallies((12_000, "were at sea"), (9_000, "were at sea"), **moments)
    assert (pair.relation, pair.reason) == ("different_scope", "they hold for different moments")


def test_a_forecast_does_not_conflict_with_a_count():
    pair = tallies((12_000, "were at sea"), (9_000, "were at sea"), **{"Ilse Marrow": {"forecast": True}})
    assert (pair.relation, pair.reason) == ("different_scope", "one lies ahead, the other does not")


def test_the_dead_and_the_wounded_are_two_quantities():
    case = Case()
    for ending in ("", " on Friday"):
        article = case.page(f"{FLOOD}\nThe flood killed 12 people and injured 12 others{ending}.")
        case.counts(article, "12 people", 12, "people")
        case.counts(article, "12 others", 12, "others")
    tracks = case.assemble().figure_tracks
    assert sorted(track.what for track in tracks) == ["injured others", "killed people"]


def test_a_figure_of_another_event_stays_out():
    case = Case()
    for day in ("2024-10-25", "2024-10-26"):
        article = case.page(
            f"{FLOOD}\nThe flood at Sennet killed 12 people.\nA landslide near Brannick killed 340 people in 1931.",
            date=day,
        )
        case.counts(article, "12", 12, "people")
        case.counts(article, "340", 340, "people")
    assert len(case.assemble().figure_tracks) == 2


def test_two_figures_of_one_sentence_are_two_quantities():
    case = Case()
    article = case.page(f"{FLOOD}\nThe camp had 40 tents for families and 40 tents for guards.")
    case.counts(article, "40 tents for f", 40, "tents")
    case.counts(article, "40 tents for g", 40, "tents")
    assert case.assemble().figure_tracks == ()


@pytest.mark.parametrize("counted", ["barges", "sacks"])
def test_things_are_tracked_by_their_noun(counted):
    case = Case()
    for outlet in ("Almery Post", "Dale Echo"):
        article = case.page(f"Grain leaves Sennet\nThe harbour of Sennet loaded 900 {counted} of grain.", outlet=outlet)
        case.counts(article, "900", 900, counted)
    (track,) = case.assemble().figure_tracks
    assert track.what == counted
    assert track.id == min(track.figures)


def test_two_estimates_are_a_spread_and_no_conflict():
    ahead = {"forecast": True}
    pair = tallies(
        (12_000, "will be at sea"), (9_000, "will be at sea"), **{"Ilse Marrow": ahead, "Tobias Crane": ahead}
    )
    assert (pair.relation, pair.reason) == ("different_scope", "both are estimates")


def test_a_part_does_not_conflict_with_its_whole():
    case = Case()
    content = "90 of the more than 200 sailors of the Sennet fleet were at sea"
    article = case.page(f"Sennet fleet grows at the strait\nIlse Marrow said {content}.")
    said = case.says(article, "Ilse Marrow", content)
    case.counts(article, "90", 90, "sailors", statement=said)
    whole = case.counts(article, "200", 200, "sailors", statement=said)
    words = "110 sailors of the Sennet fleet were at sea"
    other = case.page(f"Sennet fleet grows at the strait\nTobias Crane said {words}.")
    part = case.counts(other, "110", 110, "sailors", statement=case.says(other, "Tobias Crane", words))
    pairs = [pair for track in case.assemble().figure_tracks for pair in track.pairs]
    (found,) = [pair.reason for pair in pairs if {pair.a, pair.b} == {whole.id, part.id}]
    assert found == "of one of them the page counts a part"


def scope_of(kind, value):
    return (Scope(start=0, end=4, text="were", kind=kind, value=value),)


@pytest.mark.parametrize(
    ("kind", "one", "other", "relation"),
    [
        ("rate", "month", "year", "different_scope"),
        ("part", "first wave", "second wave", "different_scope"),
        ("place", "Orla", "Brannick", "different_scope"),
        ("place", "Orla", "Orla city", "conflict"),
        ("place", "Orla", None, "different_scope"),
        ("phase", "arrived", None, "different_scope"),
        ("rate", "year", "year", "conflict"),
    ],
)
def test_numbers_of_another_scope_do_not_conflict(kind, one, other, relation):
    scopes = {"Ilse Marrow": {"scope": scope_of(kind, one)}}
    if other is not None:
        scopes["Tobias Crane"] = {"scope": scope_of(kind, other)}
    assert tallies((12_000, "were at sea"), (9_000, "were at sea"), **scopes).relation == relation


def test_equal_numbers_of_two_places_agree():
    scopes = {"Ilse Marrow": {"scope": scope_of("place", "Orla")}, "Tobias Crane": {"scope": scope_of("place", "Tarn")}}
    assert tallies((12_000, "were at sea"), (12_000, "were at sea"), **scopes).relation == "agree"


@pytest.mark.parametrize(
    ("text", "earlier", "later"),
    [
        ("The office raised its estimate from 400 crews to 650 crews.", "400", "650"),
        ("It now counts 650 crews, down from 900 crews.", "900", "650"),
    ],
)
def test_a_number_that_replaces_another_in_its_sentence_revises_it(text, earlier, later):
    case = Case()
    article = case.page(f"Crews at Sennet\n{text}")
    figures = {}
    for value in (earlier, later):
        figures[value] = case.counts(article, value, float(value), "crews")
    (track,) = case.assemble().figure_tracks
    (pair,) = track.pairs
    assert (pair.a, pair.b, pair.relation) == (figures[earlier].id, figures[later].id, "revision")


def test_a_number_for_the_same_weeks_conflicts_with_the_one_before_it_whatever_the_day():
    case = Case()
    article = case.page(
        "Cement at Sennet\nIlse Marrow said 38,000 tonnes of cement came.\n"
        "The port lists show 3,800 tonnes of cement for the same weeks."
    )
    claim = case.says(article, "Ilse Marrow", "38,000 tonnes of cement came")
    lists = case.says(article, "The port lists", "3,800 tonnes of cement")
    case.counts(article, "38,000", 38_000, "tonnes of cement", statement=claim)
    case.counts(article, "3,800", 3800, "tonnes of cement", statement=lists, scope=scope_of("same", "weeks"))
    assert pair_of(case).relation == "conflict"


def test_a_participle_behind_what_is_counted_is_no_other_thing():
    case = Case()
    for counted in ("containers unloaded", "containers"):
        article = case.page(f"Containers at Sennet\nThe office at Sennet quay saw 900 {counted} at night.")
        case.counts(article, "900", 900, counted)
    (track,) = case.assemble().figure_tracks
    assert len(track.figures) == 2
