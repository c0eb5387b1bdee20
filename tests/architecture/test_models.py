"""What every table owes its reader."""

import pytest
from django.apps import apps
from django.db import models

from tests.architecture import tree


def ours():
    return [
        model
        for model in apps.get_models()
        if model.__module__.partition(".")[0] in tree.WINGS
        # The tables of history are written by triggers and named by their package.
        and not hasattr(model, "pgh_event_models")
        and not hasattr(model, "pgh_tracked_model")
    ]


def label(model):
    return model._meta.label


@pytest.mark.parametrize("model", ours(), ids=label)
def test_a_row_can_say_what_it_is(model):
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", ours(), ids=label)
def test_rules_have_names(model):
    # unique_together and index_together make rules whose names say nothing.
    assert not model._meta.unique_together
    assert all(rule.name and "%" not in rule.name for rule in model._meta.constraints)


def test_rule_names_are_unique():
    names = [rule.name for model in ours() for rule in model._meta.constraints]

    assert len(names) == len(set(names))
