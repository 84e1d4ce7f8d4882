"""The title of a story: the best one that its reports have, of a title's length, telling rather than calling."""

import re
from dataclasses import replace

from digestkit.figures import figures_in
from digestkit.reader.inline import title_text
from digestkit.schema import Story
from digestkit.stories.report import plain
from digestkit.weekly.events import Event, Told, earliest, fullest
from digestkit.weekly.wording import adds_figures, first_sentence, is_open, leans, pairs, sentences, width

_BAIT = re.compile(
    r"震惊|炸裂|重磅|刚刚|突发|太强|逆天|史诗级|王炸|疯了|杀疯|封神|吊打|颠覆认知|不敢相信|竟然|居然|惊呆|"
    r"一文读懂|万字|必看|速看|[!！]|[?？]$|[.…]{2,}|\b(?:shocking|insane|you won't believe)\b",
    re.IGNORECASE,
)
_PROJECT = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(?![^\s⭐★])")
"""A repository's name, as lists of trending ones have it: it says who, not what."""
_LONGEST = 60
"""In Chinese characters."""
_GOOD_LENGTH = range(10, 41)
_COMMA = re.compile(r"[，：；,;:—]")
_STOP = re.compile(r"(?<=[^.])[.]$|(?<![。；，、;,！])[。；，、;,！]+$")
# Emoji and faces made of characters, as (✧∀✧) or (o´ω'o)ﾉ: they are no part of what a title says.
_EMOJI = r"[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
_FIRST = re.compile(rf"(?:\s*{_EMOJI})+\s*")
_FACE = re.compile(
    rf"(?:\s*(?:{_EMOJI}|"
    r"[(（](?=[^()（）]{0,12}[´∀▽✧￣≧≦∇◕‿◡⌒＾ಠ╯])[^()（）]{1,14}[)）][ﾉノ]?))+\s*$"
)

_FITS = 0.3
_FEWEST = 5
"""Of fewer neighbouring characters no title is made: what is left may be an emoji or a signature."""
_IDLE = re.compile(r"[-*+#>|]|答案|你可以|大家可以|快|点击|别再|是时候|或许")
_TAIL = 60
"""How much of a title's end is looked at, in characters."""


def best_title(event: Event) -> str:
    """The most telling title of the newest step: no bait, its figures borne out by the text, a good length."""
    newest = event.steps[-1]
    text = "\n".join(told.report.text for told in event.members)
    full = fullest(newest)

    def worth(told: Told) -> tuple[float | int, ...]:
        # the title over the 说明 that it was written for
        return (_worth(told, text) + (_FITS if told is full else 0.0), *earliest(told))

    return max(newest, key=worth).title


def _worth(told: Told, text: str) -> float:
    title = told.title
    worth = 1.0 if told.story.title else 0.0
    worth -= 1.5 if _BAIT.search(title) or _PROJECT.match(title) else 0.0
    length = len(title)
    worth += 0.5 if length in _GOOD_LENGTH else -0.02 * min(abs(length - 25), 60)
    figures = figures_in(title)
    if figures:
        worth += -1.0 if adds_figures(title, text) else 0.6
    worth += 0.4 if not title.isascii() else 0.0
    return worth + min(len(pairs(title)), 30) / 100


def headed(story: Story, text: str) -> Story:
    """``story`` with a title of a title's length: one that is a paragraph becomes the 说明, or its beginning.

    ``text`` is all that the story says beside its title.
    """
    whole = story.title or ""
    if "](" in whole or whole.startswith("#"):  # what the reader could not make a title of
        whole = title_text(whole).lstrip("# ") or first_sentence(plain(text))
        story = replace(story, title=whole)
    said = list(sentences(whole))
    if width(whole) <= _LONGEST or not said:
        return replace(story, title=_bare(whole))
    if len(said) == 1 and width(whole) <= 2 * _LONGEST and (story.summary or story.body):
        return replace(story, title=_bare(whole))
    title, rest = _taken(whole, said)
    return replace(story, title=title, summary="\n".join(filter(None, (rest, story.summary))))


def _taken(whole: str, said: list[str]) -> tuple[str, str]:
    """A title out of the sentences of a paragraph, and what is left of it to tell."""
    telling = next((at for at, each in enumerate(said) if _tells(each)), 0)
    title = _bare(said[telling])
    rest = whole[len(said[0]) :].strip() if telling == 0 else ""
    if width(title) > _LONGEST or not rest:
        # a question calls the reader, and what follows answers it: the paragraph stays whole
        title, rest = _bare(_clause(title)), whole
    return title, rest


def _tells(sentence: str) -> bool:
    """Whether a sentence can stand alone as a title: it says something, does not ask, and leans on no other."""
    bare = sentence[first.end() :] if (first := _FIRST.match(sentence)) else sentence
    return not (bare.endswith(("?", "？")) or leans(bare) or _IDLE.match(bare) or len(pairs(bare)) < _FEWEST)


def _bare(title: str) -> str:
    """``title`` without emoji around it, and without the stop and the faces at its end."""
    whole = title[first.end() :].strip() if (first := _FIRST.match(title)) else title.strip()
    bare = _STOP.sub("", whole[:-_TAIL] + _FACE.sub("", _STOP.sub("", whole[-_TAIL:])))
    return bare or title


def _clause(sentence: str) -> str:
    """The longest beginning of ``sentence`` that ends before a comma and is no longer than a title."""
    if width(sentence) <= _LONGEST:
        return sentence
    cuts = [
        found.start()
        for found in _COMMA.finditer(sentence, 8)
        if width(sentence[: found.start()]) <= _LONGEST
    ]
    whole = [cut for cut in cuts if not is_open(sentence[:cut])]
    return sentence[: max(whole or cuts, default=len(sentence))]
