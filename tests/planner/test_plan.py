"""Plans on real and invented clauses: golden ones by route and sector, what they tell, and that nothing is invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agendagraph import catalog, terms
from agendagraph.errors import ImpossibleError, ParameterError, UnknownNameError
from agendagraph.planner import Plan, Request, compare, make, make_joint, request_of
from agendagraph.store import Store


def ids(some: object) -> list[str]:
    """Return the local names of things."""
    return [named.iri.removeprefix(terms.AGD) for named in some]  # type: ignore[attr-defined]


def steps(plan: Plan) -> set[str]:
    """Return the local names of the steps."""
    return {step.thing.iri.removeprefix(terms.AGD) for step in plan.steps}


def bgz(store: Store, route: str = "", sector: str = "huisartsen", **more: list[str]) -> Plan:
    """Return the plan for the exchange of the BgZ."""
    return make(store, request_of(store, ["bgz-uitwisseling"], sector, via=[route] if route else [], **more))


ALWAYS = {
    "bsn",
    "ura-nummer",
    "uzi-nummer",
    "nen-7510",
    "nen-7512",
    "nen-7513",
    "nen-7540",
    "bgz-2017",
    "zib-2017",
    "mitz",
    "his",
}
GOLDEN = {
    "app-bgz-lsp": {
        "aansluiting-zis-op-lsp",
        "gbz",
        "gzn",
        "acceptatietest-vzvz",
        "uzi-servercertificaat",
        "aorta-toegangstoken",
    },
    "app-bgz-twiin": {
        "twiin-deelnemersovereenkomst",
        "twiin-validatie",
        "twiin-knooppunt-gtk",
        "verwerkersovereenkomst",
    },
    "app-bgz-verwijzing-nuts": {"nuts", "employee-id", "nuts-authorization-credential", "bgz-msz-1-0"},
    "app-bgz-gf": {"lrza-replica", "mtls-clientcertificaat", "nvi", "prs", "dezi", "mitz-gesloten-vraag"},
}
"""The worked path of the specifications, by route: what a GP needs before BgZ exchange."""


@pytest.mark.shipped
@pytest.mark.parametrize("route", GOLDEN)
def test_the_worked_path_by_route(real: Store, route: str) -> None:
    """Each route brings its own steps and none of another route's; what always holds is in every plan."""
    plan = bgz(real, route)
    assert ALWAYS - steps(plan) == set()
    assert GOLDEN[route] - steps(plan) == set()
    others = {name for other, names in GOLDEN.items() if other != route for name in names} - GOLDEN[route]
    assert steps(plan) & (others | set(GOLDEN) - {route}) == set()
    assert plan.is_proven
    assert ids(plan.releases) == ["zib-2017"]


@pytest.mark.shipped
def test_the_documents_alone_give_the_corrected_example(documents: Store) -> None:
    """What the audit left of the worked example: connecting comes first, the norm is announced, the carrier is a choice."""
    plan = bgz(documents, "app-bgz-lsp")
    assert {"lsp", "aansluiting-zis-op-lsp", "aorta"} <= steps(plan)
    order = {step.thing.iri.removeprefix(terms.AGD): step.wave for step in plan.steps}
    assert (
        order["aorta"]
        < order["aansluiting-zis-op-lsp"]
        < order["lsp"]
        < order["app-bgz-lsp"]
        < order["bgz-uitwisseling"]
    )
    norm = plan.step(terms.AGD + "nen-7540")
    assert [ground.status.iri for ground in norm.grounds] == [terms.AG + "Announced"]
    assert norm.grounds[0].words.nl.startswith("wordt verplicht")
    assert "nen-7510" not in steps(plan)
    assert any("nen-7510" in ids(duty.objects) for duty in plan.duties)


@pytest.mark.shipped
@pytest.mark.parametrize(
    ("goal", "sector"),
    [
        ("medicatieoverdracht", "apotheken"),
        ("verpleegkundige-overdracht", "vvt"),
        ("pzp-uitwisseling", "huisartsen"),
        ("beelduitwisseling", "ziekenhuizen-sector"),
        ("pgo-uitwisseling", "geestelijke-gezondheidszorg"),
        ("app-zorginzage-ha-vvt", "vvt"),
        ("bgz-uitwisseling", "ziekenhuizen-sector"),
    ],
)
def test_every_plan_is_whole_and_cites(real: Store, goal: str, sector: str) -> None:
    """Each step but the goal has a ground with a passage and leads to the goal; every wave waits for the one before only."""
    plan = make(real, request_of(real, [goal], sector))
    numbers = {step.thing.iri: step for step in plan.steps}
    assert [step.number for step in plan.steps] == list(range(1, len(plan.steps) + 1))
    for step in plan.steps:
        assert step.is_goal == (not step.grounds)
        assert all(ground.passages and ground.note.nl for ground in step.grounds), step.thing.iri
        assert step.why[0] == step.thing
        assert step.why[-1] in plan.goals
        waits = [numbers[before.iri].wave for before in step.after if before.iri in numbers]
        assert step.wave == max(waits, default=0) + 1
        assert all(step.thing in numbers[later.iri].after for later in step.unlocks)
    assert [thing for wave in plan.waves for thing in wave] == [step.thing for step in plan.steps]
    assert sum(step.is_critical for step in plan.steps) == len(plan.critical) == len(plan.waves)


@pytest.mark.shipped
def test_nothing_is_claimed_that_no_source_states(real: Store) -> None:
    """Every ground is a clause of the dataset with the same force, status and passages."""
    plan = bgz(real, "app-bgz-twiin")
    for step in plan.steps:
        for ground in step.grounds:
            said = (
                f"ag:prerequisite <{step.thing.iri}> ; ag:force <{ground.force.iri}> ; ag:status <{ground.status.iri}>"
            )
            stated = f"ASK {{ <{ground.clause}> {said} }}"
            assert real.query(stated), ground.clause


def test_the_same_request_gives_the_same_plan(mini: Store) -> None:
    """A plan is deterministic to the last field."""
    asked = request_of(mini, ["briefwisseling"])
    assert make(mini, asked) == make(mini, asked)


@pytest.mark.shipped
def test_what_is_there_already_is_no_step(real: Store) -> None:
    """A gap plan leaves out what is in place and what only that needed, and says what was used."""
    whole, gap = bgz(real, "app-bgz-lsp"), bgz(real, "app-bgz-lsp", has=["lsp", "mitz"])
    assert gap.cost < whole.cost
    assert not steps(gap) & {"lsp", "mitz", "aansluiting-zis-op-lsp", "gbz", "rol-mitz-opdrachtgever"}
    assert set(ids(gap.in_place)) == {"lsp", "mitz"}
    assert len(gap.steps) == gap.cost


@pytest.mark.shipped
def test_choices_are_explained(real: Store) -> None:
    """Each option that was not taken says what it would cost, or why it is none; the reason for the taken one fits."""
    plan = bgz(real)
    (carrier,) = [c for c in plan.choices if c.clause.endswith("req-bgz-drager")]
    others = {other.thing.iri.removeprefix(terms.AGD): other for other in carrier.others}
    assert others["twiin-portaal"].reason.nl == "niet genoemd voor deze sector"
    costs = [other.more for other in others.values() if other.more is not None]
    assert min(costs) > 0
    assert carrier.reason.nl == f"de volgende mogelijkheid kost {min(costs)} meer"
    for name, other in others.items():
        if other.more is not None:
            assert bgz(real, name).cost == plan.cost + other.more, name
    assert plan.runner_up is not None
    assert plan.runner_up.cost >= plan.cost


@pytest.mark.shipped
def test_a_goal_that_cannot_be_reached_says_by_which_clauses(real: Store) -> None:
    """Without Mitz there is no way to fill in consent: the two clauses that say so are named, and no others."""
    with pytest.raises(ImpossibleError) as error:
        bgz(real, without=["mitz"])
    assert "Toestemming heeft nodig: Mitz" in error.value.message.nl
    assert error.value.where.count("agd:") == 2
    assert error.value.exit_code == 2


def test_a_condition_counts_only_when_it_holds(mini: Store) -> None:
    """A clause for a case is told apart, and is a step when the case is said to hold."""
    goal = terms.AGD + "route-duif"
    plain = make(mini, Request((goal,)))
    assert "ring" not in steps(plain)
    (aside,) = plain.asides
    assert (ids(aside.options), ids(aside.conditions)) == (["ring"], ["mist"])
    foggy = make(mini, Request((goal,), when=frozenset({terms.AGD + "mist"})))
    assert "ring" in steps(foggy)
    assert foggy.asides == ()
    assert [(ids([s.thing]), ids([s.without])) for s in foggy.exemptions] == [(["route-duif"], ["ts-envelop"])]


def test_weights_change_what_is_chosen(mini: Store) -> None:
    """A dear thing is avoided where there is another; what costs nothing is free."""
    asked = request_of(mini, ["app-brief"])
    plan = make(mini, asked)
    (choice,) = [c for c in plan.choices if c.dependent.iri.endswith("app-brief")]
    dear = make(mini, request_of(mini, ["app-brief"], weight=[f"{choice.taken.iri.removeprefix(terms.AGD)}=9"]))
    (otherwise,) = [c for c in dear.choices if c.dependent.iri.endswith("app-brief")]
    assert otherwise.taken != choice.taken
    assert replace(asked, weights=asked.weights) == asked


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"goals": []}, ParameterError),
        ({"goals": ["niets-van-dien-aard"]}, UnknownNameError),
        ({"goals": ["briefwisseling"], "sector": "briefset"}, ParameterError),
        ({"goals": ["briefwisseling"], "via": ["postnet"], "without": ["postnet"]}, ParameterError),
        ({"goals": ["briefwisseling"], "has": ["postnet"], "without": ["postnet"]}, ParameterError),
        ({"goals": ["briefwisseling"], "without": ["briefwisseling"]}, ParameterError),
        ({"goals": ["briefwisseling"], "weight": ["postnet"]}, ParameterError),
        ({"goals": ["briefwisseling"], "weight": ["postnet=-1"]}, ParameterError),
        ({"goals": ["briefwisseling"], "weight": ["postnet=99999"]}, ParameterError),
    ],
)
def test_a_wrong_request_is_refused(mini: Store, words: dict[str, list[str]], error: type[Exception]) -> None:
    """No goal, unknown names, contradictions and weights that are none are errors of ours with a hint."""
    with pytest.raises(error) as caught:
        make(mini, request_of(mini, **words))  # type: ignore[arg-type]
    assert caught.value.exit_code == 2  # type: ignore[attr-defined]


def test_an_empty_graph_has_a_plan_of_one_step() -> None:
    """A goal of which nothing is said is itself the only step; that is not called a proof that nothing is needed."""
    plan = make(Store([]), Request((terms.AGD + "x",)))
    assert steps(plan) == {"x"}
    assert ids(plan.unknown) == ["x"]


@pytest.mark.shipped
def test_two_plans_side_by_side(real: Store) -> None:
    """What differs between two routes is what only one of the plans has, and which choice came out otherwise."""
    first, second = bgz(real, "app-bgz-lsp"), bgz(real, "app-bgz-twiin")
    found = compare(first, second)
    assert {s.thing.iri for s in found.only_first} == {s.thing.iri for s in first.steps} - {
        s.thing.iri for s in second.steps
    }
    assert "lsp" in ids(s.thing for s in found.only_first)
    assert "twiin-afsprakenstelsel" in ids(s.thing for s in found.only_second)
    assert len(found.only_first) + len(found.both) == len(first.steps)
    assert found.difference == second.cost - first.cost
    assert ("app-bgz-lsp", "app-bgz-twiin") in [(*ids([o.first]), *ids([o.second])) for o in found.otherwise]
    nothing = compare(first, first)
    assert (nothing.only_first, nothing.only_second, nothing.otherwise, nothing.difference) == ((), (), (), 0)


@pytest.mark.shipped
def test_organisations_that_share_pay_once(real: Store) -> None:
    """A node for two providers is one step: together costs less than apart, and each has a whole plan."""
    asked = [
        (name, request_of(real, ["bgz-uitwisseling"], name, via=["app-bgz-twiin"]))
        for name in ("huisartsen", "ziekenhuizen-sector")
    ]
    joint = make_joint(real, asked)
    alone = [make(real, request, explain=False) for _, request in asked]
    assert joint.apart == sum(plan.cost for plan in alone)
    assert joint.cost < joint.apart
    assert "twiin-knooppunt-gtk" in ids(joint.shared)
    for together, apart in zip(joint.plans, alone, strict=True):
        assert {"twiin-knooppunt-gtk", "bgz-uitwisseling"} <= steps(together)
        assert len(together.steps) <= len(apart.steps)
        assert together.goals == apart.goals
    assert joint.is_proven


@pytest.mark.shipped
def test_one_organisation_alone_shares_with_nobody(real: Store) -> None:
    """A joint plan of one is its own plan."""
    request = request_of(real, ["bgz-uitwisseling"], "huisartsen", via=["app-bgz-twiin"])
    joint = make_joint(real, [("huisartsen", request)])
    assert (joint.cost, joint.apart, joint.shared) == (make(real, request).cost, joint.cost, ())


def test_asking_by_what_people_call_things(mini: Store) -> None:
    """Names are resolved as everywhere else."""
    assert request_of(mini, ["BW"]).goals == (catalog.resolve(mini, "briefwisseling").value,)
