"""The measure of speed writes its corpora and states a rate for each."""

import re

from benchmarks.speed import COPIED, main, write_articles, write_copies


def test_articles_are_the_same_each_time_and_no_two_alike(tmp_path):
    for name in ("one", "two"):
        write_articles(tmp_path / name, 4, 60)
    one, two = (
        [path.read_text(encoding="utf-8") for path in sorted((tmp_path / name).glob("*.txt"))]
        for name in ("one", "two")
    )
    assert one == two
    assert len(set(one)) == 4


def test_copies_have_the_articles_texts_in_turn_and_names_of_their_own(tmp_path):
    write_articles(tmp_path / "articles", 2, 40)
    texts = sorted((tmp_path / "articles").glob("*.txt"))
    write_copies(texts, tmp_path / "copies", 5)
    written = [path.read_bytes() for path in sorted((tmp_path / "copies").iterdir())]
    assert written == [texts[number % 2].read_bytes() for number in range(5)]


def test_every_rate_is_printed(capsys):
    main(["--articles", str(COPIED + 1), "--copies", "30", "--words", "40", "--jobs", "1"])
    printed = capsys.readouterr().out
    for name in ("cold", "warm", "copies"):
        assert re.search(rf"^{name}: +\d+\.\d articles/s +\d+ words/s", printed, re.MULTILINE)
