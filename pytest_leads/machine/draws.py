"""What a machine draws: from its workspace, and from what the model holds at that moment."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from hypothesis import strategies as st

from pytest_leads.strategies import actions, field_sets, invalid_actions, invalid_fields, spellings
from pytest_leads.workspace.phone import national_digits

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.machine.model import Fields, Model
    from pytest_leads.strategies import InvalidField
    from pytest_leads.workspace import Profile

    class Drawing(Protocol):
        """What a strategy sees of a machine."""

        draws: Draws
        model: Model


#: Kinds of invalid fields; labels are left to the model, which knows the pipeline of the moment.
FITTING = ("out-of-range", "bad-syntax", "wrong-type", "iso-date")
#: Another server does not tell whether it takes fields that it does not list.
KINDS = (*FITTING, "unknown-field")
#: Fields that a write sets at most, beside the identifier and the status.
MOST_FIELDS = 3
#: Identifiers that one run draws from.
DRAWN = 100
#: Labels to rename a status to: such as differ by a hair from what a screen shows.
ODD_LABELS = ("Follow Up ", "Site  Visit", "HOT", "Hot", "hot ")
_OTHER_LETTERS = str.maketrans("aeopcx", "аеорсх")  # noqa: RUF001  # Cyrillic ones that look alike: that is the point


@st.composite
def drawn(draw: st.DrawFn, make: Callable[[Any], SearchStrategy[Any]]) -> Any:
    """A value of the strategy that is made from the machine as it is at that moment.

    It is a copy, so that a script shows what it is and not how Hypothesis came by it.
    """
    return deepcopy(draw(make(draw(st.runner()))))


class Draws:
    """The strategies of one workspace; ``first`` is the first number of the identifiers of one run, where it matters.

    On another server, where the leads of other runs still are, every run has numbers of its own. Where nobody said of
    which country it is, a phone number is never ``bare``, without its country code.
    """

    def __init__(self, profile: Profile, first: int | None = None, *, bare: bool = True) -> None:
        self.profile = profile
        self._first = first
        self._bare = bare

    @classmethod
    def of(cls, machine: type, profile: Profile) -> Draws:
        """The strategies for the simulator, made once for a class of machines: making takes longer than drawing."""
        known = _MADE.get(machine)
        if known is None or known.profile != profile:
            known = _MADE[machine] = cls(profile)
        return known

    def number(self, number: int) -> str:
        """An identifier made from a number."""
        whole = number + (self._first or 0)
        match self.profile.identifier_type:
            case "PHONE":
                more = national_digits(self.profile.country_code) - 1
                return f"{self.profile.country_code}9{whole % 10**more:0{more}}"
            case "EMAIL":
                return f"lead{whole}@example.com"
            case _:
                return f"REF-{whole}"

    @cached_property
    def identifiers(self) -> SearchStrategy[str]:
        """Identifiers as they are stored, so few that one comes twice now and then."""
        return st.sampled_from(self.pool)

    @property
    def pool(self) -> list[str]:
        """All identifiers that may be drawn."""
        return [self.number(number) for number in range(DRAWN)]

    @cached_property
    def fields(self) -> SearchStrategy[Fields]:
        """Valid fields."""
        return field_sets(workspace=self.profile, least=0, most=MOST_FIELDS)

    @cached_property
    def changes(self) -> SearchStrategy[Fields]:
        """Valid fields, one at least."""
        return field_sets(workspace=self.profile, most=MOST_FIELDS)

    @cached_property
    def invalid(self) -> SearchStrategy[InvalidField]:
        """One invalid field."""
        return invalid_fields(workspace=self.profile, kind=KINDS if self._first is None else FITTING)

    @cached_property
    def actions(self) -> SearchStrategy[list[Fields]]:
        """Up to two valid actions."""
        return st.lists(actions(workspace=self.profile), max_size=2)

    @cached_property
    def invalid_actions(self) -> SearchStrategy[list[Fields]]:
        """Up to two actions that are left out."""
        return st.lists(invalid_actions(workspace=self.profile), max_size=2)

    @lru_cache(maxsize=64)  # noqa: B019  # one such object for each class of machines
    def spellings(self, identifier: str) -> SearchStrategy[str]:
        """Other spellings of an identifier."""
        if self.profile.identifier_type == "PHONE" and not self._bare:
            return st.just(f"+{identifier}")
        return spellings(identifier=identifier, workspace=self.profile)


_MADE: WeakKeyDictionary[type, Draws] = WeakKeyDictionary()


@lru_cache(maxsize=1024)
def one_of(values: tuple[str, ...]) -> SearchStrategy[str]:
    """One of the values; made once, since the same few come again and again while an example shrinks."""
    return st.sampled_from(values)


def leads(machine: Drawing) -> SearchStrategy[str]:
    """The identifier of a lead that can be called by its id, the newest first."""
    return one_of(tuple(lead.identifier for lead in machine.model.known()))


def new_fields(machine: Drawing) -> SearchStrategy[Fields]:
    """Fields of a create: an identifier, valid fields, maybe a status of any sort."""
    return _with(machine, machine.draws.identifiers, machine.draws.fields)


def spelt_fields(machine: Drawing) -> SearchStrategy[Fields]:
    """The same with the identifier of a lead that is there, spelt in another way."""
    return _with(machine, spelt(machine), machine.draws.fields)


def any_fields(machine: Drawing) -> SearchStrategy[Fields]:
    """Either of the two."""
    return new_fields(machine) | spelt_fields(machine) if machine.model.leads else new_fields(machine)


def changes(machine: Drawing) -> SearchStrategy[Fields]:
    """Fields of an update."""
    return st.builds(dict.__or__, machine.draws.changes, _status(tuple(labels_of(machine))))


def spelt(machine: Drawing) -> SearchStrategy[str]:
    """The identifier of a lead that is there, spelt in another way."""
    return one_of(tuple(lead.identifier for lead in machine.model.newest())).flatmap(machine.draws.spellings)


def other_identifiers(machine: Drawing) -> SearchStrategy[str]:
    """Any identifier: a new one, or that of a lead, spelt in another way."""
    return machine.draws.identifiers | spelt(machine)


def statuses(machine: Drawing) -> SearchStrategy[str]:
    """The label of a status of the pipeline, active or not."""
    return one_of(tuple(status.label for status in machine.model.statuses))


def carried_labels(machine: Drawing) -> SearchStrategy[str]:
    """A label to search by: one that a lead has or the pipeline, or one that differs from such a label by a hair."""
    carried = [str(lead.fields.get("status", "")) for lead in machine.model.newest()[:5]]
    found = [label for label in dict.fromkeys(carried) if label]
    return _labels(tuple(found or labels_of(machine) or ODD_LABELS))


def filters(machine: Drawing) -> SearchStrategy[Fields]:
    """Filters by values that leads have, in any case: one or two fields, each with one value or any of several."""
    found = _searchable(machine)
    one = st.sampled_from(list(found)).flatmap(lambda name: st.tuples(st.just(name), _asked(found[name])))
    return st.lists(one, min_size=1, max_size=2, unique_by=lambda pair: pair[0]).map(dict)


def labels_of(machine: Drawing) -> list[str]:
    """Every label of the pipeline, active ones first."""
    return [*machine.model.labels(), *machine.model.labels(active=False)]


def _with(machine: Drawing, own: SearchStrategy[str], fields: SearchStrategy[Fields]) -> SearchStrategy[Fields]:
    name = machine.draws.profile.identifier
    return st.builds(
        lambda identifier, rest, status: {name: identifier, **rest, **status},
        own,
        fields,
        _status(tuple(labels_of(machine))),
    )


@lru_cache(maxsize=64)
def _status(labels: tuple[str, ...]) -> SearchStrategy[Fields]:
    """No status, or one that may be valid, if the pipeline has any."""
    return st.just({}) | _labels(labels).map(lambda label: {"status": label}) if labels else st.just({})


@lru_cache(maxsize=64)
def _labels(labels: tuple[str, ...]) -> SearchStrategy[str]:
    near = [other for label in labels for other in _near(label)]
    return one_of(labels) | one_of(tuple(label for label in dict.fromkeys(near) if label not in labels))


def _near(label: str) -> tuple[str, ...]:
    """Labels that differ from one by a hair: case, blanks, letters that look alike."""
    return (
        label.upper(),
        label.lower(),
        f"{label} ",
        label.strip(),
        label.replace(" ", "\u00a0"),
        label.translate(_OTHER_LETTERS),
    )


def _searchable(machine: Drawing) -> dict[str, list[Any]]:
    """Values of the newest leads by field, of fields of whose matching the documents tell enough."""
    kinds = machine.draws.profile.fields
    found: dict[str, list[Any]] = {machine.model.identifier: []}
    for lead in machine.model.newest()[:5]:
        found[machine.model.identifier].append(lead.identifier)
        for name, value in lead.fields.items():
            if kinds.get(name) in {"TEXT", "EMAIL", "RATING"}:
                found.setdefault(name, []).append(value)
    return found


def _asked(values: list[Any]) -> SearchStrategy[Any]:
    """One of the values in any case, or a list of them, of which one has to match."""
    cased = [[value, value.upper(), value.lower()] if isinstance(value, str) else [value] for value in values]
    one = st.sampled_from(list(dict.fromkeys(spelt for several in cased for spelt in several)))
    return one | st.lists(one, min_size=1, max_size=2, unique=True)
