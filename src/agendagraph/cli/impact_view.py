"""How the answers of `impact` and `order` look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from agendagraph.cli import output
from agendagraph.planner.dates import Moment
from agendagraph.planner.document import Aside, Ground
from agendagraph.planner.facts import Named
from agendagraph.planner.impact import Conflict, Due, Impact, Later, Touched, Weight
from agendagraph.planner.order import Circle, Dated, Order, Place, Reason
from agendagraph.reading.spans import Span
from agendagraph.text import Language, Text


def show_impact(found: Impact, language: Language) -> None:
    """Print what happens when a thing is late or gone."""
    click.echo(_title(found)(language))
    click.echo(
        Text(
            f"{len(found.falls)} ding(en) {'wachten erop' if found.later else 'vallen weg'}: zonder is er geen andere weg; "
            f"bij {len(found.switches)} eis(en) is er een andere mogelijkheid.",
            f"{len(found.falls)} thing(s) {'wait for it' if found.later else 'fall'}: there is no other way without it; "
            f"{len(found.switches)} requirement(s) have another option.",
        )(language)
    )
    _show_falls(found, language)
    _show_switches(found, language)
    if found.later:
        _show_later(found, found.later, language)
    else:
        title = Text("Mijlpalen van wat wegvalt", "Milestones of what falls")
        _show_dues(found.milestones, title, language)
    for some, heading in (
        (found.sectors, Text("Geraakte sectoren en soorten aanbieders", "Sectors and kinds of providers touched")),
        (found.projects, Text("Geraakte projecten en programma's", "Projects and programmes touched")),
        (found.ambitions, Text("Geraakte ambities en doelen", "Ambitions and goals touched")),
    ):
        _show_touched(some, heading, language)
    _show_asides(found.asides, language)


def _title(found: Impact) -> Text:
    thing = found.thing.label
    status = Text(f" [{found.status.label.nl}]", f" [{found.status.label.en}]") if found.status else Text("", "")
    who = Text(f", voor {found.sector.label.nl}", f", for {found.sector.label.en}") if found.sector else Text("", "")
    if found.later:
        words = found.later.delay.words
        return Text(
            f"Wat als {thing.nl}{status.nl} {words.nl} later komt{who.nl}?",
            f"What if {thing.en}{status.en} comes {words.en} later{who.en}?",
        )
    return Text(
        f"Wat als {thing.nl}{status.nl} er niet is{who.nl}?", f"What if {thing.en}{status.en} is not there{who.en}?"
    )


def _show_falls(found: Impact, language: Language) -> None:
    rows = []
    for fall in found.falls:
        last = fall.chain[-1]
        options = [link.option.label(language) for link in fall.chain]
        besides = f" ({_not_named(last.not_named, language)})" if last.not_named else ""
        places = "; ".join(dict.fromkeys(_where(link.ground, language) for link in reversed(fall.chain)))
        rows.append((fall.thing.label(language), " → ".join(options) + besides, last.ground.words(language), places))
    if rows:
        title = Text("Wacht erop", "Waits for it") if found.later else Text("Valt weg", "Falls")
        output.table(output.heads(language, "wat door kracht waar", "what by force where"), rows, title=title(language))


def _not_named(options: Iterable[Named], language: Language) -> str:
    names = ", ".join(option.label(language) for option in options)
    return Text(f"niet genoemd voor deze sector: {names}", f"not named for this sector: {names}")(language)


def _show_switches(found: Impact, language: Language) -> None:
    rows = [
        (
            switch.thing.label(language),
            _names(switch.lost, language),
            "; ".join(
                left.thing.label(language) + (f" [{left.status.label(language)}]" if left.status else "")
                for left in switch.left
            ),
            switch.ground.words(language),
            _where(switch.ground, language),
        )
        for switch in found.switches
    ]
    if rows:
        heads = output.heads(language, "wat zonder kan-naar kracht waar", "what without can-go-to force where")
        output.table(heads, rows, title=Text("Kan wisselen", "Can switch")(language))


def _show_later(found: Impact, later: Later, language: Language) -> None:
    if not later.shifted:
        thing = found.thing.label
        click.echo(
            Text(
                f"Geen bron noemt een datum die nog komt voor {thing.nl}; wat een vertraging doet, is dus niet te zeggen.",
                f"No source gives a date to come for {thing.en}; so what a delay does cannot be told.",
            )(language)
        )
    rows = [
        (*_moment(s.moment, language), _days(s.later, language), _passage(s.moment, language)) for s in later.shifted
    ]
    if rows:
        heads = output.heads(language, "mijlpaal tijd zekerheid wordt waar", "milestone time certainty becomes where")
        output.table(heads, rows, title=Text("Schuift op", "Moves")(language))
        click.echo(
            Text(
                "Lees welke mijlpaal zegt dat het er is: een begin of besluit is dat niet.",
                "Read which milestone says that it is there: a start or decision does not.",
            )(language)
        )
    _show_conflicts(later.conflicts, found.thing.label, language)
    _show_dues(later.unjudged, Text("Niet te beoordelen", "Not to be judged"), language)
    _show_dues(later.undated, Text("Zonder datum", "Without a date"), language)


def _show_conflicts(conflicts: Sequence[Conflict], thing: Text, language: Language) -> None:
    rows = []
    for conflict in conflicts:
        sure = Text("zeker", "surely") if conflict.is_certain else Text("mogelijk", "possibly")
        new = Text("", "") if conflict.is_new else Text(", ook zonder vertraging", ", also without a delay")
        what, time, certainty = _moment(conflict.due.moment, language)
        rows.append(
            (
                sure(language) + new(language),
                _names(conflict.due.things, language),
                what,
                time,
                certainty,
                "; ".join(s.moment.when.what(language) for s in conflict.before),
                _passage(conflict.due.moment, language),
            )
        )
    if rows:
        heads = output.heads(
            language,
            "botst van mijlpaal tijd zekerheid valt-voor waar",
            "conflicts of milestone time certainty is-before where",
        )
        title = Text(f"Dan is {thing.nl} er nog niet", f"{thing.en} is not there yet then")(language)
        output.table(heads, rows, title=title)


def _show_dues(dues: Iterable[Due], title: Text, language: Language) -> None:
    rows = [
        (_names(due.things, language), *_moment(due.moment, language), _passage(due.moment, language)) for due in dues
    ]
    if rows:
        heads = output.heads(language, "van mijlpaal tijd zekerheid waar", "of milestone time certainty where")
        output.table(heads, rows, title=title(language))


def _show_touched(some: Iterable[Touched], title: Text, language: Language) -> None:
    rows = [(one.thing.label(language), _names(one.through, language)) for one in some]
    if rows:
        output.table(output.heads(language, "wie door", "who by"), rows, title=title(language))


def _show_asides(asides: Iterable[Aside], language: Language) -> None:
    rows = [
        (
            aside.ground.dependent.label(language),
            Text(" óf ", " OR ")(language).join(option.label(language) for option in aside.options),
            aside.reason(language) + (f": {_names(aside.conditions, language)}" if aside.conditions else ""),
            _where(aside.ground, language),
        )
        for aside in asides
    ]
    if rows:
        heads = output.heads(language, "wat vraagt telt-niet-mee waar", "what asks-for does-not-count where")
        output.table(
            heads, rows, title=Text("Noemt het ook, maar telt niet mee", "Names it, too, but does not count")(language)
        )


def show_rank(weights: Iterable[Weight], language: Language) -> None:
    """Print which things most others cannot do without."""
    rows = [(str(w.falls), w.thing.label(language), w.kind.label(language) if w.kind else "") for w in weights]
    heads = output.heads(language, "vallen zonder soort", "fall without kind")
    output.table(heads, rows, title=Text("Waar het meeste aan hangt", "What most hangs on")(language))


def show_order(found: Order, language: Language) -> None:
    """Print what comes before and after a thing and why, or the waves of the whole graph."""
    if found.thing:
        thing = found.thing.label
        _show_places(found.before, Text(f"Komt voor {thing.nl}", f"Comes before {thing.en}"), language)
        _show_places(found.after, Text(f"Komt na {thing.nl}", f"Comes after {thing.en}"), language)
        if not found.before and not found.after:
            click.echo(
                Text("De documenten noemen niets ervoor of erna.", "The documents name nothing before or after it.")(
                    language
                )
            )
        _show_dates(found.dates, language)
    else:
        rows = [(str(number), str(len(wave)), _names(wave, language)) for number, wave in enumerate(found.waves, 1)]
        output.table(
            output.heads(language, "golf aantal wat", "wave number what"), rows, title=Text("Golven", "Waves")(language)
        )
    _show_circles(found.circles, language)
    if found.stuck:
        click.echo(Text("Kan er zo niet komen: ", "Cannot come like this: ")(language) + _names(found.stuck, language))


def _show_places(places: Iterable[Place], title: Text, language: Language) -> None:
    rows = []
    for place in places:
        for number, reason in enumerate(place.reasons):
            first = (
                (str(place.steps), place.thing.label(language), str(place.wave or "–")) if not number else ("", "", "")
            )
            rows.append((*first, *_reason(reason, language)))
    if rows:
        heads = output.heads(language, "stap wat golf omdat waar", "step what wave because where")
        output.table(heads, rows, title=title(language))


def _reason(reason: Reason, language: Language) -> tuple[str, str]:
    first, then = reason.first.label(language), reason.then.label(language)
    if reason.ground:
        others = Text(" óf ", " OR ")(language).join([first, *(o.label(language) for o in reason.other_options)])
        needs = Text("heeft nodig", "needs")(language)
        return f"{then} {needs}: {others} ({reason.ground.words(language)})", _where(reason.ground, language)
    assert reason.said
    said = reason.said
    limits = [value.label(language) for value in (said.force, said.status) if value]
    limits += [said.qualifier] if said.qualifier else []
    before = Text("gaat vooraf aan", "precedes")(language)
    place = said.passage.label(language) + (f" ({said.locator})" if said.locator else "")
    return f"{first} {before} {then}" + (f" ({', '.join(limits)})" if limits else ""), place


def _show_dates(dates: Iterable[Dated], language: Language) -> None:
    rows = []
    for dated in dates:
        firm = Text("zeker", "certain") if dated.is_firm else Text("verwacht of onzeker", "expected or uncertain")
        against = Text("; de eisen zeggen het andersom", "; the requirements say the opposite")
        rows.append(
            (
                f"{dated.first.label(language)}: {_told(dated.last, language)}",
                f"{dated.then.label(language)}: {_told(dated.start, language)}",
                firm(language) + (against(language) if dated.is_against else ""),
                "; ".join(dict.fromkeys(_passage(moment, language) for moment in (dated.last, dated.start))),
            )
        )
    if rows:
        heads = output.heads(language, "eerst dan hoe-zeker waar", "first then how-certain where")
        output.table(heads, rows, title=Text("Naar de data", "By the dates")(language))


def _show_circles(circles: Iterable[Circle], language: Language) -> None:
    for circle in circles:
        rows = [
            (ground.dependent.label(language), ground.note(language), ground.words(language), _where(ground, language))
            for ground in circle.grounds
        ]
        title = Text("Wacht op zichzelf: ", "Waits for itself: ")(language) + _names(circle.things, language)
        output.table(output.heads(language, "wat eis kracht waar", "what requirement force where"), rows, title=title)


def _names(things: Iterable[Named], language: Language) -> str:
    return ", ".join(thing.label(language) for thing in things)


def _moment(moment: Moment, language: Language) -> tuple[str, str, str]:
    when = moment.when
    return when.what(language), when.text(language), when.certainty.label(language)


def _told(moment: Moment, language: Language) -> str:
    what, time, certainty = _moment(moment, language)
    return f"{what} ({time}, {certainty})"


def _days(span: Span, language: Language) -> str:
    start, end = (day.isoformat() if day else "" for day in (span.start, span.end))
    if not start:
        return Text(f"uiterlijk {end}", f"by {end}")(language)
    if not end:
        return Text(f"na {start}", f"from {start}")(language)
    return start if start == end else Text(f"{start} tot en met {end}", f"{start} to {end}")(language)


def _passage(moment: Moment, language: Language) -> str:
    when = moment.when
    return when.passage.label(language) + (f" ({when.locator})" if when.locator else "")


def _where(ground: Ground, language: Language) -> str:
    """Return the citation, with what a reader should know of the passages."""
    places = "; ".join(p.label(language) for p in ground.passages) + (f" ({ground.locator})" if ground.locator else "")
    return places + (f" [{_names(ground.reservations, language)}]" if ground.reservations else "")
