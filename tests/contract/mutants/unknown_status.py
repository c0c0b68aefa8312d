"""Searches by a label that is not the pipeline's own."""

import difflib

from mutants.shop import Shop, UnknownLabelError
from mutants.table import caught_by

CANONICAL = "search_by_status_takes_the_canonical_label"
SEEN = "search_by_status_takes_the_label_as_a_person_sees_it"
CASE = "search_by_status_takes_the_label_in_another_case"
TWIN = "search_by_status_is_not_misled_by_an_archived_twin"
RENAMED = "search_by_status_follows_a_renamed_label"
NOT_THERE = "search_by_status_finds_nothing_by_a_label_that_is_not_there"
EMPTY = "search_by_status_finds_nothing_in_an_empty_status"


@caught_by(SEEN, CASE, passes=CANONICAL)
class SendsTheLabelAsItIsGiven(Shop):
    """The label is sent as it is given; the pipeline is never asked."""

    def canonical(self, label):
        return label


@caught_by(CANONICAL, SEEN, passes=EMPTY)
class StripsTheLabel(Shop):
    """The label is stripped and sent, without the blanks that it has in the pipeline."""

    def canonical(self, label):
        return label.strip()


@caught_by(CANONICAL, SEEN, passes=EMPTY)
class StripsTheCanonicalLabel(Shop):
    """The label is found in the pipeline, and stripped before it is sent."""

    def canonical(self, label):
        return super().canonical(label).strip()


@caught_by(CANONICAL, CASE, passes=EMPTY)
class SendsTitleCase(Shop):
    """The label is sent in title case."""

    def canonical(self, label):
        return super().canonical(label).title()


@caught_by(CANONICAL, CASE, passes=NOT_THERE)
class SendsLowerCase(Shop):
    """The label is sent in lower case, as if the API did not care."""

    def canonical(self, label):
        return super().canonical(label).casefold()


@caught_by(CANONICAL, RENAMED, passes=NOT_THERE)
class KnowsTheLabelsByHeart(Shop):
    """The labels are those of the documents' example, and others are unknown."""

    def labels(self):
        return ["Fresh", "Contacted", "Qualified", "Won", "Lost"]


@caught_by(SEEN, TWIN, passes=CANONICAL)
class ComparesBlanks(Shop):
    """Labels are compared without regard to case, but to the blank."""

    def look(self, label):
        return label.casefold()


@caught_by(SEEN, passes=CANONICAL)
class ComparesDoubleBlanks(Shop):
    """Blanks at the ends of a label are overlooked, a double one within it is not."""

    def look(self, label):
        return label.strip().casefold()


@caught_by(CASE, passes=SEEN)
class ComparesCase(Shop):
    """Labels are compared without regard to blanks, but case by case."""

    def look(self, label):
        return " ".join(label.split())


@caught_by(CASE, passes=SEEN)
class ComparesTheFirstLetterOnly(Shop):
    """The first letter of a label may be in any case, the others may not."""

    def look(self, label):
        plain = " ".join(label.split())
        return plain[:1].lower() + plain[1:]


@caught_by(TWIN, passes=SEEN)
class ArchivedWins(Shop):
    """Archived statuses are looked through first."""

    def labels(self):
        stages = self.get("/lead-stage-pipeline")["leadStages"]
        old = [status["label"] for stage in stages for status in stage["archivedStatuses"]]
        return old + super().labels()


@caught_by(TWIN, passes=SEEN)
class TheLastOneWins(Shop):
    """Active and archived statuses stand in one table by their look, and the archived one comes last."""

    def canonical(self, label):
        stages = self.get("/lead-stage-pipeline")["leadStages"]
        rows = [s for kind in ("activeStatuses", "archivedStatuses") for stage in stages for s in stage[kind]]
        table = {self.look(status["label"]): status["label"] for status in rows}
        if label in super().labels():
            return label
        if self.look(label) not in table:
            raise UnknownLabelError(label)
        return table[self.look(label)]


@caught_by(RENAMED, passes=SEEN)
class CachesThePipeline(Shop):
    """The pipeline is read once and kept for ever."""

    kept = None

    def labels(self):
        self.kept = self.kept or super().labels()
        return self.kept


@caught_by(RENAMED, passes=CASE)
class CachesEachLabel(Shop):
    """What a label was found to be is kept for ever."""

    def __init__(self):
        self.kept = {}

    def canonical(self, label):
        look = self.look(label)
        self.kept[look] = self.kept.get(look) or super().canonical(label)
        return self.kept[look]


@caught_by(NOT_THERE, passes=CANONICAL)
class UnknownFindsEverything(Shop):
    """A label that is not there is left out of the search, which then finds every lead."""

    def search_by_status(self, label):
        try:
            return super().search_by_status(label)
        except UnknownLabelError:
            return self.read_all({"fields": {}})


@caught_by(NOT_THERE, passes=CANONICAL)
class UnknownIsTheFirst(Shop):
    """A label that is not there is taken for the first of the pipeline."""

    def canonical(self, label):
        try:
            return super().canonical(label)
        except UnknownLabelError:
            return self.labels()[0]


@caught_by(NOT_THERE, passes=CANONICAL)
class TakesTheNearest(Shop):
    """A label that is not there is taken for the one that is most like it, however unlike it is."""

    def canonical(self, label):
        return difflib.get_close_matches(label, self.labels(), n=1, cutoff=0)[0]


@caught_by(NOT_THERE, passes=CANONICAL)
class TakesThePart(Shop):
    """A label is looked up by the part of it that is given."""

    def canonical(self, label):
        labels = self.labels()
        same = [own for own in labels if own == label] or [own for own in labels if self.look(own) == self.look(label)]
        parts = same or [own for own in labels if self.look(label) in self.look(own)]
        if not parts:
            raise UnknownLabelError(label)
        return parts[0]


@caught_by(EMPTY, passes=CANONICAL)
class RaisesWhenTheStatusIsEmpty(Shop):
    """A status that no lead is in raises, as if it did not exist."""

    def search_by_status(self, label):
        found = super().search_by_status(label)
        if not found:
            raise UnknownLabelError(label)
        return found


@caught_by(EMPTY, passes=CANONICAL)
class EmptyFallsBackToOpen(Shop):
    """A status that no lead is in returns the leads of the first one instead."""

    def search_by_status(self, label):
        return super().search_by_status(label) or super().search_by_status(self.labels()[0])


@caught_by(CANONICAL, passes="search_by_status_finds_nothing_by_a_label_that_is_not_there")
class SearchesByStage(Shop):
    """All leads of the label's stage come, in whatever status they are."""

    def search_by_status(self, label):
        own = self.canonical(label)
        stages = self.get("/lead-stage-pipeline")["leadStages"]
        labels = [[status["label"] for status in stage["activeStatuses"]] for stage in stages]
        return self.read_all({"fields": {"status": next(each for each in labels if own in each)}})
