"""Titles out of text: a paragraph or a name that stands for a title gives way to a sentence of a title's length."""

import re
from dataclasses import replace

from digestkit.aspects.figures import figures_in
from digestkit.reader.inline import plain, title_text
from digestkit.schema import Story
from digestkit.stories.report import letters
from digestkit.stories.report import plain as words_of
from digestkit.weekly.wording import bigrams, first_sentence, is_open, leans, sentences, width

_LONGEST = 60
"""In Chinese characters."""
_COMMA = re.compile(r"[，：；,;:—]")
_STOP = re.compile(
    r"(?<=[^.])[.]$|(?<![。；，、;,！])(?<!&[a-z]{2})(?<!&[a-z]{3})(?<!&[a-z]{4})[。；，、;,！]+$"
)
"""The stop at the end; the one of &gt; is none."""
# Emoji and faces made of characters, as (✧∀✧) or (o´ω'o)ﾉ: they are no part of what a title says.
_EMOJI = r"[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
_FACES = (
    rf"(?:\s*(?:{_EMOJI}|"
    r"[(（](?=[^()（）]{0,12}[´∀▽✧￣≧≦∇◕‿◡⌒＾ಠ╯])[^()（）]{1,14}[)）](?:[ﾉノ]|╯︵\s*┻━┻)?))+\s*"
)
_FIRST, _FACE, _FACE_FIRST = map(re.compile, (rf"{_FACES}[：:]?\s*", rf"{_FACES}$", rf"{_FACES}[。！!]*\s*"))
_HANGS = re.compile(
    r"(?:前|后|时|中|下|里|际|日|来看|为例|今天|昨天|近期|此前|目前|的是|(?:如果|虽然|尽管)[^，,]*)$"
)
"""How a clause ends that only leads in to the next: 在2025年底前……"""
_LEADS = re.compile(
    r"[，,：:；;—][^，,：:；;—]{0,4}(?:通过|基于|凭借|借助|依托|根据|不仅|不但)[^，,：:；;—]*$"
)
"""How a clause begins that does: 它通过同步处理……"""
_PREDICATE = re.compile(
    r"了|是|将|被|把|让|已|正[在式]|可以|能够?|[发颁公]布|宣布|推出|提出|开源|上线|完成|融资|收购|合作|成立|升级|揭[示露晓]|指出|发现|超[越过]"
)
"""What a clause has that says what happened, beside the subject: the small words of grammar, and verbs of the news."""
_FEWEST = 5
"""Of fewer neighbouring characters no title is made: what is left may be an emoji or a signature."""
_IDLE = re.compile(
    r"[-*+#>|]|答案|你可以|大家可以|(?:还不)?快[来去看试点戳跟给]|赶[快紧]|点击|别再|是时候|或许|如果你|想象一下|还记得|开发者们|各位|再见"
    r"|(?:想要?|跟着|试试|不妨|无论|现在，你|新的一[周天]|对于[^，。]{2,30}来说)(?![^\n]*[A-Za-z]{3})"
)
"""How a sentence begins that calls on the reader and tells nothing; some tell what they call a thing by its name."""
_NAMED = re.compile(r"[A-Za-z]{3}")
_TAIL = 60
"""How much of a title's end is looked at, in characters."""


def headed(story: Story, text: str, given: str | None = None) -> Story:
    """``story`` with a title of a title's length, which its 说明 does not begin with once more.

    ``text`` is all that the story says beside its title. A title that the editor has ``given`` stands as it is.
    """
    whole = given or story.title or ""
    if given:
        return replace(story, title=given, summary=_below(given, story.summary or "") or None)
    if "](" in whole or whole.startswith("#"):  # what the reader could not make a title of
        whole = title_text(whole).lstrip("# ") or first_sentence(plain(text))
        story = replace(story, title=whole)
    story = spelled_out(story)
    title = _bare(story.title or "")
    return replace(story, title=title, summary=_below(title, story.summary or "") or None)


def is_paragraph(title: str) -> bool:
    """Whether ``title`` is longer than any title: a daily without titles has its whole text there."""
    return width(title) > _LONGEST


def spelled_out(story: Story) -> Story:
    """``story`` with the paragraph that stands for its title in its 说明, under a title taken out of it."""
    whole = story.title or ""
    said = list(sentences(whole)) if is_paragraph(whole) and "](" not in whole else []
    more = story.summary or any(map(words_of, story.body))
    if not said or (len(said) == 1 and width(whole) <= 2 * _LONGEST and more):
        return story
    title = _taken(story, whole)
    if letters(title) == letters(whole):
        return story
    return replace(story, title=title, summary="\n".join(filter(None, (whole, story.summary))))


def _below(title: str, summary: str) -> str:
    """``summary`` without its first sentence where that is the title word for word, and something follows on its line."""
    line, end, more = summary.partition("\n")
    first = first_sentence(line)
    rest = (
        line[len(first) :].strip()
        if _is_plain(first) and letters(_bare(plain(first))) == letters(title)
        else ""
    )
    if face := _FACE_FIRST.match(rest):
        rest = rest[face.end() :]
    if rest and _states_another(title, f"{rest}\n{more}"):
        rest = line  # the sentence bears out the title: without it the story would seem to contradict that
    if not rest:
        rest = "" if bigrams(line) == bigrams(title) else line
    return f"{rest}{end}{more}" if rest else more


def _states_another(title: str, text: str) -> bool:
    """Whether ``text`` states figures of a unit that ``title`` has one of, and not that one."""
    told = {(each.unit, each.low, each.high) for each in figures_in(text)}
    units = {unit for unit, _, _ in told}
    mine = {(each.unit, each.low, each.high) for each in figures_in(title) if each.unit in units - {""}}
    return not mine <= told


def opened(story: Story, whole: str) -> Story:
    """``story``, whose title is but the beginning of its text (**OpenAI** 的 CEO ……), with all of that, ``whole``, in its 说明.

    The same when its sentences are too long to make a title of.
    """
    title = _taken(story, whole)
    return replace(story, title=title, summary=whole) if width(title) <= _LONGEST else story


def _taken(story: Story, whole: str) -> str:
    """A title out of the sentences of a paragraph: the first that tells something, or else what comes nearest to it."""
    said = list(map(plain, sentences(whole)))
    labels = [label for each in story.sources if len(label := plain(each.label)) > 1]
    stated = [sentence for sentence in said if not sentence.endswith(("?", "？"))]
    linked = [each for each in stated if not _IDLE.match(each) and any(label in each for label in labels)]
    best = [*filter(tells, said), *linked, *filter(_NAMED.search, stated), *stated, *said]
    return _bare(_clause(_bare(best[0])))


def _is_plain(sentence: str) -> bool:
    return "](" not in sentence and "<" not in sentence


def tells(sentence: str) -> bool:
    """Whether a sentence can stand alone as a title: it says something, does not ask, and leans on no other."""
    bare = sentence[first.end() :] if (first := _FIRST.match(sentence)) else sentence
    return not (
        bare.endswith(("?", "？")) or leans(bare) or _IDLE.match(bare) or len(bigrams(bare)) < _FEWEST
    )


def _bare(title: str) -> str:
    """``title`` without emoji around it, and without the stop and the faces at its end."""
    whole = title[first.end() :].strip() if (first := _FIRST.match(title)) else title.strip()
    bare = _STOP.sub("", whole[:-_TAIL] + _FACE.sub("", _STOP.sub("", whole[-_TAIL:])))
    return bare or title


def faceless(sentence: str) -> str:
    """``sentence`` without the emoji and faces at its end, before its stop or behind it."""
    bare = sentence.rstrip("。！!")
    return bare[:-_TAIL] + _FACE.sub("", bare[-_TAIL:]) + sentence[len(bare) :]


def _clause(sentence: str) -> str:
    """The longest beginning of ``sentence`` that ends before a comma and is no longer than a title."""
    if width(sentence) <= _LONGEST:
        return sentence
    cuts = [
        found.start()
        for found in _COMMA.finditer(sentence, 8)
        if width(sentence[: found.start()]) <= _LONGEST
    ]
    whole = [cut for cut in cuts if not (is_open(sentence[:cut]) or _HANGS.search(sentence, 0, cut))]
    best = max(whole or cuts, default=len(sentence))
    told = max((cut for cut in whole if not _LEADS.search(sentence, 0, cut)), default=best)
    return sentence[: told if _PREDICATE.search(sentence, 0, told) else best]
