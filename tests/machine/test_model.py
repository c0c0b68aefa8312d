"""What the model knows by itself."""

import pytest

from pytest_leads.machine.model import Either, Model, Status, Write

NOW = 1000


@pytest.fixture
def model():
    return Model("phone", "PHONE", "91", 12, [Status("Fresh", open=True), Status("Won", open=False)])


@pytest.mark.parametrize("spelling", ["919000000000", "+919000000000", "9000000000", "+91 90000-00000"])
def test_a_phone_number_is_one_in_all_its_spellings(model, spelling):
    lead = model.create("919000000000", Write({}), NOW)
    assert model.find(spelling) is lead


@pytest.mark.parametrize(("kind", "spelling"), [("EMAIL", " Asha@Example.com "), ("TEXT", "ASHA@EXAMPLE.COM")])
def test_so_is_another_identifier(model, kind, spelling):
    model.kind = kind
    lead = model.create("asha@example.com", Write({}), NOW)
    assert model.find(spelling) is lead


def test_a_text_keeps_its_blanks(model):
    model.kind = "TEXT"
    model.create("ref-0", Write({}), NOW)
    assert model.find(" ref-0 ") is None


def test_the_newest_lead_comes_first(model):
    old, new = (model.create(f"91900000000{n}", Write({}), NOW + n) for n in range(2))
    assert model.newest() == [new, old]


def test_of_two_of_one_moment_the_last_comes_first(model):
    one, two = (model.create(f"91900000000{n}", Write({}), NOW) for n in range(2))
    assert model.newest() == [two, one]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, True),
        ({"name": "ASHA"}, True),
        ({"name": ["Ravi", "asha"]}, True),
        ({"name": "Ash"}, False),
        ({"name": "Asha", "rating": 3}, True),
        ({"name": "Asha", "rating": 4}, False),
        ({"status": "Won"}, True),
        ({"status": "won"}, False),
        ({"phone": "9000000000"}, True),
    ],
)
def test_filters_match_as_the_documents_have_it(model, filters, found):
    model.create("919000000000", Write({"name": "Asha", "rating": 3, "status": "Won"}), NOW)
    assert bool(model.matching(filters)) is found


def test_a_label_that_is_not_active_is_left_out(model):
    model.status("Won").active = False
    lead = model.create("919000000000", Write({"status": "Won"}), NOW)
    assert (lead.fields, lead.ignored) == ({}, {"status": "Won"})


def test_what_status_a_lead_has_of_which_none_was_said_is_open(model):
    assert model.create("919000000000", Write({}), NOW).fields == {"status": Either((None, "Fresh"))}


def test_an_update_changes_what_it_names(model):
    lead = model.create("919000000000", Write({"status": "Won", "name": "Asha", "tags": ["VIP"]}), NOW)
    model.update(lead, Write({"name": "Ravi", "tags": ["New"]}, {"rating": 9}))
    assert lead.fields == {"status": "Won", "name": "Ravi", "tags": Either((["New"], ["VIP", "New"]))}
    assert lead.ignored == {"rating": 9}


def test_the_queue_waits_and_is_processed_in_order(model):
    model.enqueue(NOW, Write({"phone": "9000000000", "name": "Asha"}))
    model.enqueue(NOW + 1, Write({"phone": "919000000000", "name": "Ravi"}, actions=[{"type": "1001"}]))
    assert model.process(NOW - 1) == []
    (lead,) = model.process(NOW)
    assert lead.fields["name"] == "Asha"
    assert model.process(NOW, early=True) == [lead]
    assert (lead.fields["name"], lead.timeline, model.queue) == ("Ravi", [[{"type": "1001"}]], [])
