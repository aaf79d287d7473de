"""A plan as a document to read, mail or print: CommonMark, in the chosen language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from agendagraph.planner.document import Choice, Plan, Step
from agendagraph.planner.faces.words import Words, sources
from agendagraph.text import Language


def raw(plan: Plan, language: Language = "nl") -> bytes:
    """Return a plan as Markdown: the question, a summary, choices, steps by wave, and what else is to be known.

    Whatever the data say stays text: what would be markup in it is escaped.
    """
    words = Words(language)
    lines = [f"# {_plain(words.title(plan))}", ""]
    lines += _section(words("summary"), words.summary(plan))
    if plan.choices:
        lines += [f"## {words('choices')}", "", *_choices(plan.choices, words), ""]
        lines += [_plain(text) + "\n" for text in words.runner(plan)]
    if plan.steps:
        lines += [f"## {words('steps')}", ""]
    for wave, steps in groupby(plan.steps, key=lambda step: step.wave):
        lines += [f"### {words('wave', number=wave)}", ""]
        lines += [line for step in steps for line in _step(step, words)] + [""]
    lines += _section(words("in_place"), words.names(plan.in_place))
    lines += _section(words("asides"), [words.aside(aside) for aside in plan.asides], words("asides_intro"))
    lines += _section(words("exemptions"), [words.spared(spared) for spared in plan.exemptions])
    lines += _section(words("duties"), [words.duty(duty) for duty in plan.duties], words("duties_intro"))
    lines += _section(words("unknown"), words.names(plan.unknown), words("unknown_intro"))
    lines += _section(words("made"), words.made(plan))
    cited = [f"- {_plain(words.name(passage))}: {_link(passage.iri)}" for passage, _ in sources(plan)]
    if cited:
        lines += [f"## {words('sources')}", "", *cited, ""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")


def _section(head: str, texts: Iterable[str], intro: str = "") -> list[str]:
    items = [f"- {_plain(text)}" for text in texts]
    if not items:
        return []
    return [f"## {head}", "", *([intro, ""] if intro else []), *items, ""]


def _choices(choices: Iterable[Choice], words: Words) -> Iterator[str]:
    for choice in choices:
        reason = _plain(words.choice(choice))
        yield f"- {_plain(words.name(choice.dependent))}: **{_plain(words.name(choice.taken))}**" + (
            f" – {reason}" if reason else ""
        )
        for other in choice.others:
            yield f"  - {words('others')}: {_plain(words.other(other))}"


def _step(step: Step, words: Words) -> Iterator[str]:
    marks = _plain(words.marks(step))
    number = f"{step.number}. "
    yield f"{number}**{_plain(words.deed(step))}**" + (f" ({marks})" if marks else "")
    told = [f"{words('why')}: {words.chain(step.why)}"] if len(step.why) > 1 else []
    told += [words.ground(ground) for ground in step.grounds]
    told += [f"{words('status')}: {words.name(step.status)}"] if step.status else []
    told += [f"{words('waits')}: {words.listed(step.after)}"] if step.after else []
    told += [f"{words('who')}: {'; '.join(words.hand(hand) for hand in step.hands)}"] if step.hands else []
    told += [f"{words('when')}: {words.milestone(when)}" for when in step.milestones]
    told += [f"{words('beware')}: {words.caution(said)}" for said in step.cautions]
    for text in told:
        # Indented as far as the text after the number, or the items would not be below the step.
        yield f"{' ' * len(number)}- {_plain(text)}"


def _plain(text: str) -> str:
    r"""Return a text in which nothing is markup.

    >>> print(_plain("- *x* <b>"))
    \- \*x\* \<b\>
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    escaped = re.sub(r"([\\`*_\[\]<>~$&])", r"\\\1", line)
    # At the start of a line these make a heading, a rule or a list.
    escaped = re.sub(r"^([#+=-])", r"\\\1", escaped)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", escaped)


def _link(iri: str) -> str:
    return f"<{iri}>" if re.fullmatch(r"https?://[^\s<>]+", iri) else _plain(iri)
