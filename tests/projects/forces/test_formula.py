"""The formula as its page tells it, and the sentence about the balance."""

from math import log

import pytest

from projects.forces import balance, formula
from projects.forces.models import FORCES, Score

CONTRIBUTORS = next(row for row in formula.MEASURES if row.name == "contributors")


@pytest.mark.parametrize("force", FORCES)
def test_the_weights_of_a_force_come_to_a_hundred(force):
    assert sum(measure.weight for measure in formula.of(force)) == 100


def test_a_measure_grows_with_the_logarithm_from_0_to_100():
    assert formula.part(CONTRIBUTORS, 0) == 0
    assert formula.part(CONTRIBUTORS, 1000) == 100
    assert formula.part(CONTRIBUTORS, 5000) == 100, "no more than that"
    assert formula.part(CONTRIBUTORS, 31) == pytest.approx(100 * log(32) / log(1001))
    steps = [formula.part(CONTRIBUTORS, value) for value in (10, 21, 43)]
    assert steps[1] - steps[0] == pytest.approx(steps[2] - steps[1], rel=0.05), "doubling"


def test_a_score_is_the_mean_of_the_measures_by_their_weights():
    inputs = {"contributors": 31, "organizations": 9, "bus_factor": 6}

    # 50 % of 50.16, 30 % of 49.89, 20 % of 49.49
    assert formula.score("developers", inputs) == 50
    assert formula.score("developers", dict.fromkeys(inputs, 0)) == 0, "counted, and nothing there"
    full = {row.name: row.full for row in formula.of("users")}
    assert formula.score("users", full) == 100


def test_what_is_not_known_is_left_out_and_never_0():
    alone = formula.score("users", {"organizations": 40, "cores": None})

    assert alone == round(100 * log(41) / log(501))
    assert formula.score("users", {"organizations": None, "cores": None}) is None
    assert formula.score("ecosystem", {}) is None


def test_more_never_lowers_a_score():
    scores = [
        formula.score("ecosystem", {"organizations": n, "kinds": min(n, 6), "offers": n})
        for n in range(120)
    ]

    assert scores == sorted(scores)


FEW = {"developers": {"contributors": 200, "organizations": 2, "bus_factor": 9}}


@pytest.mark.parametrize(
    ("scores", "inputs", "says"),
    [
        ((60, 55, 58), {}, "The three forces are in balance."),
        ((70, 60, 65), FEW, "Many users, few employers of developers."),
        ((80, 70, 40), {}, "Many users, few developers."),
        ((80, 40, 70), {}, "Many users, few organisations that sell, host or teach it."),
        ((30, 70, 60), {}, "Many organisations offer it, few users are known."),
        ((55, 70, 40), {}, "Many organisations live from it, few people develop it."),
        ((40, 55, 70), {}, "Many developers, few known users."),
        ((55, 40, 70), {}, "Many developers, few organisations that sell, host or teach it."),
        ((None, 40, 75), {}, "Many developers, few organisations that sell, host or teach it. Its users are not known yet."),
        ((None, 50, 55), {}, "Those we know of are in balance. Its users are not known yet."),
        ((None, None, 55), {}, "Its users are not known yet. Its ecosystem is not known yet."),
        ((None, None, None), {}, "None of the three has been counted yet."),
        ((0, 0, 0), {}, "The three forces are in balance."),
    ],
)  # fmt: skip
def test_balance_is_a_sentence_of_the_rules(scores, inputs, says):
    row = Score(**dict(zip(FORCES, scores, strict=True)), inputs=inputs)

    assert balance.sentence(row) == says


def test_every_rule_compares_what_there_is():
    for rule in balance.RULES:
        for key in (rule.high, rule.low):
            force, _dot, name = key.partition(".")
            assert force in FORCES
            assert not name or name in {row.name for row in formula.of(force)}
