"""What a reader sees who asks for the days of a story."""

from service.timeline import word
from storywatch.archive import Judgement, Judgements, StoryDays, Timelines
from storywatch.ledger import Ledger, NamedDay
from tests.builders import DAY, T0, header
from tests.service.test_cli import refused, storywatch

DAYS = tuple(
    NamedDay(day=T0.date() + n * DAY, articles=many, article=f"a{n}", outlet="The Gazette", text=f"Sentence {n}.")
    for n, many in enumerate((3, 1, 2, 2))
)


def test_the_days_that_most_articles_name_are_shown_in_order():
    text = word(StoryDays(story="s1", title="A crane falls", days=DAYS), 2)
    assert "story s1, the 2 of 4 days that most articles name" in text
    assert text.index("Mon 02 Mar 2026  3 articles") < text.index("Thu 05 Mar 2026  2 articles")
    assert "“Sentence 3.” — The Gazette" in text
    assert "Sentence 1." not in text
    assert "Tue 03 Mar 2026  1 article\n" in word(StoryDays(story="s1", title="", days=DAYS), 4)


def test_a_hostile_sentence_sends_nothing_to_the_terminal():
    (day, *_) = DAYS
    hostile = NamedDay(day=day.day, article="a1", outlet="\x1b[2J", text="Fell\x1b]0;owned\x07 down.")
    assert "\x1b" not in word(StoryDays(story="s1", title="\x1b[31m", days=(hostile,)), 4)


def test_the_days_are_found_by_story_and_by_an_article_of_it(tmp_path):
    archive = tmp_path / "var" / "archive.sqlite"
    (tmp_path / "storywatch.toml").write_text("")
    judgements, timelines = Judgements(archive), Timelines(archive)
    judgements.record(Judgement(article=header("a1"), story="s1"), T0)
    timelines.record(Ledger(story="s2", title="A crane falls", folded=("s1",), timeline=DAYS), T0)
    timelines.record(Ledger(story="s1", timeline=DAYS[:1]), T0)
    timelines.record(Ledger(story="s2", title="A crane falls", folded=("s1",), timeline=DAYS), T0)
    judgements.close()
    timelines.close()
    shown = storywatch("timeline", "https://gazette.example/a1", "-n", 1, cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "A crane falls\n  story s2, the 1 of 4 days" in shown.stdout.decode()
    assert "give an article's id or URL" in refused(storywatch("timeline", "nowhere", cwd=tmp_path))


def test_the_days_of_an_article_whose_story_was_parted_are_its_halfs(tmp_path):
    archive = tmp_path / "var" / "archive.sqlite"
    (tmp_path / "storywatch.toml").write_text("")
    judgements, timelines = Judgements(archive), Timelines(archive)
    for key in ("a1", "a2"):
        judgements.record(Judgement(article=header(key), story="s1"), T0)
    judgements.move(["a2"], "s1.1")
    timelines.record(Ledger(story="s1", title="A crane falls", timeline=DAYS), T0)
    timelines.record(Ledger(story="s1.1", timeline=DAYS[:2]), T0)
    judgements.close()
    timelines.close()
    assert "story s1.1\n" in storywatch("timeline", "a2", cwd=tmp_path).stdout.decode()
    assert "story s1\n" in storywatch("timeline", "a1", cwd=tmp_path).stdout.decode()


def test_without_an_archive_nothing_is_made(tmp_path):
    (tmp_path / "storywatch.toml").write_text("")
    assert "start `storywatch run` first" in refused(storywatch("timeline", "a1", cwd=tmp_path))
    assert not (tmp_path / "var").exists()
