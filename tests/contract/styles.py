"""What the tests of styles share."""

from specificity import alarms

from pytest_leads import Integration


def passes(bench, *checks, **members):
    """All checks of these members, or those that are named, find nothing, and some of them judge."""
    made = Integration(**members)
    results = {c: bench.run(c, made, examples=4) for c in checks} or bench.run_all(made, examples=4)
    assert alarms(results) == {}
    assert any(not result.not_covered for result in results.values())


class Model:
    """As data classes of validation libraries are: iterating gives pairs of name and value."""

    def __init__(self, **values):
        self.__dict__.update(values)

    def __iter__(self):
        yield from self.__dict__.items()
