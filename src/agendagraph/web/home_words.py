"""What the start says, in both languages; a part of the table that the templates read as `t("key")`."""

from __future__ import annotations

from typing import Final

from agendagraph.text import Text

HOME: Final[dict[str, Text]] = {
    "home_title": Text(
        "Wat staat er op de agenda, en wat vraagt dat?", "What is on the agenda, and what does it take?"
    ),
    "home_lead": Text(
        "De regionale agenda voor databeschikbaarheid: wetten, programma’s, standaarden, stelsels en diensten, hoe ze "
        "samenhangen, wie erover gaat, wanneer, en waar het staat.",
        "The regional agenda for data availability: laws, programmes, standards, agreement systems and services, how "
        "they hang together, who is in charge, when, and where it is written.",
    ),
    "home_current": Text("Wat speelt er voor …", "What matters to …"),
    "home_current_lead": Text(
        "De vier overzichten van de agenda, met wat met name of via een bredere groep geldt.",
        "The four overviews of the agenda, with what names one or applies through a wider group.",
    ),
    "home_sectors": Text(
        "Alle {sectors} sectoren en {types} soorten aanbieders", "All {sectors} sectors and {types} provider types"
    ),
    "home_plan": Text("Wat heb ik nodig voor …", "What do I need for …"),
    "home_plan_lead": Text(
        "De stappen in volgorde, wat er te kiezen valt, en waar het staat.",
        "The steps in order, what there is to choose, and where it is written.",
    ),
    "home_goal": Text("Doel", "Goal"),
    "home_choose": Text("Kies een doel", "Choose a goal"),
    "home_make": Text("Maak het plan", "Make the plan"),
    "home_soon": Text("Wat er verandert", "What changes"),
    "home_soon_lead": Text(
        "Gezien vanuit {edition}, toen de agenda uitkwam: de {shown} eerste van {all} mijlpalen die toen nog moesten "
        "komen. Wat er sindsdien gebeurd is, weten deze gegevens niet.",
        "Seen from {edition}, when the agenda came out: the first {shown} of {all} milestones that were still to come. "
        "What has happened since these data do not know.",
    ),
    "home_overdue": Text("Had toen al gebeurd moeten zijn: {count}", "Should have happened by then: {count}"),
    "home_overdue_lead": Text(
        "Deze noemt de agenda nog gepland of verwacht, terwijl hun tijd bij het verschijnen al voorbij was. Of ze "
        "gebeurd zijn staat er niet.",
        "The agenda still calls these planned or expected, although their time was over when it came out. Whether they "
        "happened it does not say.",
    ),
    "home_timeline": Text("De hele tijdlijn", "The whole time line"),
    "home_chapters": Text("De agenda per hoofdstuk", "The agenda by chapter"),
    "home_how": Text("Hoe dit werkt, en wat het niet weet", "How this works, and what it does not know"),
    "home_how_says": Text(
        "Elke uitspraak wijst de plek in de bron aan en zegt niet meer dan daar staat: wat aangekondigd, gepland of "
        "gewenst is, heet hier ook zo. Spreken bronnen elkaar tegen, dan staan ze naast elkaar.",
        "Every statement points at its place in the source and says no more than is written there: what is announced, "
        "planned or wished for is called so here. Where sources contradict each other they stand side by side.",
    ),
    "home_how_silent": Text(
        "Niet genoemd is niet hetzelfde als niet van toepassing of niet bestaand. Wat de bronnen niet zeggen, weten wij niet.",
        "Not named is not the same as not applicable or not existing. What the sources do not say, we do not know.",
    ),
    "home_how_lights": Text(
        "De stoplichten en impactklassen van deze uitgave zijn in haar tekst niet bewaard gebleven. Ze staan op "
        "onbekend en zijn nergens geraden.",
        "The traffic lights and impact classes of this edition have not survived in its text. They are set to unknown "
        "and are guessed nowhere.",
    ),
    "home_more": Text("Verder met", "Go on with"),
    "home_topics": Text("{count} onderwerpen", "{count} topics"),
    "home_topics_one": Text("1 onderwerp", "1 topic"),
}
