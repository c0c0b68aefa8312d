"""Searches that read too little, too much, or the wrong pages."""

# ruff: noqa: ARG002  # an override has the arguments of Shop's method, needed or not

from mutants.shop import Shop
from mutants.table import caught_by

EVERY_PAGE = "search_reads_every_page"
ORDER = "search_keeps_the_order_of_the_pages"
AT_MOST = "search_asks_for_at_most_a_hundred"
MORE = "search_takes_a_caller_who_wants_more_than_a_page"
CREATED_MEANWHILE = "search_reads_on_when_a_lead_is_created"
CHANGED_MEANWHILE = "search_reads_on_when_a_lead_changes"
STATUS = "search_by_status_reads_every_page"
CREATED = "search_created_reads_every_page"
ACTED = "search_acted_reads_every_page"
ONE = "search_finds_by_one_field"
ANY_NUMBER = "search_reads_however_many_there_are"


@caught_by(EVERY_PAGE, ANY_NUMBER, MORE, passes=ONE)
class FirstPageOnly(Shop):
    """Only the first page is read."""

    def is_last(self, skip, page):
        return True


@caught_by(STATUS, ACTED, passes=ONE)
class TenAreEnough(Shop):
    """No limit is sent, so that ten leads come, and no more are asked for."""

    def page(self, body, skip):
        return self.accepted(self.post("/lead/search", body)).json()

    def is_last(self, skip, page):
        return True


@caught_by(EVERY_PAGE, CREATED, passes=ONE)
class TwoPagesAtMost(Shop):
    """The second page is the last, however many there are."""

    def is_last(self, skip, page):
        return super().is_last(skip, page) or skip >= 2 * self.limit


@caught_by(EVERY_PAGE, MORE, passes=ONE)
class WholePagesOnly(Shop):
    """The number of pages is total_count divided by the limit, rounded down."""

    def is_last(self, skip, page):
        return super().is_last(skip, page) or skip // self.limit >= page["total_count"] // self.limit


@caught_by(EVERY_PAGE, passes=ONE)
class StopsAtAHundred(Shop):
    """Reading stops as soon as a page has no more than a hundred leads."""

    def is_last(self, skip, page):
        return len(page["data"]) <= self.limit


@caught_by(EVERY_PAGE, passes=ONE)
class StopsOneTooEarly(Shop):
    """Reading stops when one lead is left."""

    def is_last(self, skip, page):
        return skip + 1 >= page["total_count"]


@caught_by(EVERY_PAGE, MORE, passes=ONE)
class SkipsOneTooMany(Shop):
    """Every page begins one lead too late."""

    def next_skip(self, skip, page):
        return skip + len(page["data"]) + 1


@caught_by(EVERY_PAGE, passes=ONE)
class SkipsOneTooFew(Shop):
    """Every page begins one lead too early, and that lead comes twice."""

    def next_skip(self, skip, page):
        return skip + self.limit - 1

    def collect(self, rows, page):
        rows.update({len(rows) + n: row for n, row in enumerate(page)})


@caught_by(EVERY_PAGE, passes=ONE)
class StartsAtOne(Shop):
    """skip begins at 1, as if leads were counted from there."""

    def page(self, body, skip):
        return super().page(body, skip + 1) if skip else super().page(body, skip)


@caught_by(EVERY_PAGE, CREATED, passes=ONE)
class SkipsPages(Shop):
    """skip is the number of the page, not of leads."""

    def page(self, body, skip):
        return super().page(body, skip // self.limit)


@caught_by(AT_MOST, ACTED, passes="create_stores_all_of_a_valid_lead")
class AsksForFiveHundred(Shop):
    """limit is 500."""

    limit = 500


@caught_by(AT_MOST, STATUS, passes="create_stores_all_of_a_valid_lead")
class AsksForOneMore(Shop):
    """limit is 101, so that the last one tells whether there are more."""

    limit = 101


@caught_by(AT_MOST, passes="create_stores_all_of_a_valid_lead")
class AsksForNone(Shop):
    """limit is 0, as if that meant no limit."""

    limit = 0


@caught_by(AT_MOST, passes=ONE)
class AsksForTheRestAtOnce(Shop):
    """After the first page the rest is asked for in one, however many that are."""

    def page(self, body, skip):
        size = self.total - skip if skip else self.limit
        page = self.accepted(self.post("/lead/search", body, skip=skip, limit=size)).json()
        self.total = page["total_count"]
        return page


@caught_by(AT_MOST, passes=ONE)
class CountsFirst(Shop):
    """A search by limit 0 is to tell the number of leads, before they are read."""

    def read_all(self, body):
        self.post("/lead/search", body, limit=0)
        return super().read_all(body)


@caught_by(MORE, passes=EVERY_PAGE)
class AsksForAsManyAsItWasGiven(Shop):
    """limit is the number of values that are searched for."""

    def page(self, body, skip):
        values = next((v for v in body.get("fields", {}).values() if isinstance(v, list)), ())
        self.limit = len(values) or 100
        return super().page(body, skip)


@caught_by(MORE, passes=EVERY_PAGE)
class CutsTheList(Shop):
    """Of the values that are searched for, a hundred are sent."""

    def search(self, filters):
        return super().search({n: v[:100] if isinstance(v, list) else v for n, v in filters.items()})


@caught_by(MORE, passes=EVERY_PAGE)
class SearchesByTheHundred(Shop):
    """The values are searched for by the hundred, and the last of one hundred again with the next."""

    def search(self, filters):
        lists = {name: values for name, values in filters.items() if isinstance(values, list)}
        parts = [(name, values[n : n + 100]) for name, values in lists.items() for n in range(0, len(values), 99)]
        each = [filters | {name: part} for name, part in parts] or [filters]
        return [row for filters in each for row in super(SearchesByTheHundred, self).search(filters)]


@caught_by(ORDER, passes=EVERY_PAGE)
class LastPageFirst(Shop):
    """The pages are put together the last one first."""

    def collect(self, rows, page):
        later = {row["id"]: row for row in page} | rows
        rows.clear()
        rows.update(later)


@caught_by(ORDER, passes=EVERY_PAGE)
class OldestFirst(Shop):
    """The leads are turned round, the oldest first."""

    def search(self, filters):
        return super().search(filters)[::-1]


@caught_by(ORDER, passes=EVERY_PAGE)
class SortsByPhone(Shop):
    """The leads are sorted by their phone number."""

    def search(self, filters):
        return sorted(super().search(filters), key=lambda row: row["fields"]["phone"])


@caught_by(CREATED_MEANWHILE, passes=EVERY_PAGE)
class TakesEveryRow(Shop):
    """The rows of all pages are put together as they come, twice if they come twice."""

    def collect(self, rows, page):
        rows.update({len(rows) + n: row for n, row in enumerate(page)})


@caught_by(CREATED_MEANWHILE, passes=EVERY_PAGE)
class TrustsTheFirstCount(Shop):
    """How many leads there are is read from the first page, although more may come."""

    def next_skip(self, skip, page):
        self.total = page["total_count"] if not skip else self.total
        return super().next_skip(skip, page)

    def is_last(self, skip, page):
        return skip >= self.total


@caught_by(CREATED_MEANWHILE, passes=EVERY_PAGE)
class CutsAtTheFirstCount(Shop):
    """What is more than the first page counted is cut off at the end, without looking what came twice."""

    def read_all(self, body):
        self.total, rows = None, {}
        skip, last = 0, False
        while not last:
            page = self.page(body, skip)
            self.total = page["total_count"] if self.total is None else self.total
            rows |= {skip + n: row for n, row in enumerate(page["data"])}
            skip = self.next_skip(skip, page)
            last = self.is_last(skip, page)
        return list(rows.values())[: self.total]


@caught_by(CREATED_MEANWHILE, passes=EVERY_PAGE)
class RefusesAChangingCount(Shop):
    """A search raises when a page counts more leads than the one before."""

    def read_all(self, body):
        self.totals = set()
        return super().read_all(body)

    def is_last(self, skip, page):
        self.totals.add(page["total_count"])
        if len(self.totals) > 1:
            raise RuntimeError("the leads changed while they were read")
        return super().is_last(skip, page)


@caught_by(CHANGED_MEANWHILE, passes=EVERY_PAGE)
class OverlapsByOne(Shop):
    """Every page begins with the last lead of the one before, which is taken for another when it has changed."""

    def next_skip(self, skip, page):
        end = super().next_skip(skip, page)
        return end if self.is_last(end, page) else end - 1

    def collect(self, rows, page):
        rows.update({str(row): row for row in page if str(row) not in rows})


@caught_by(CHANGED_MEANWHILE, passes=EVERY_PAGE)
class LooksAtTheFirstPageAgain(Shop):
    """The first page is read once more in the end, and a lead that has changed is taken for a new one."""

    def read_all(self, body):
        rows = super().read_all(body)
        again = self.page(body, 0)["data"] if len(rows) > self.limit else []
        return rows + [row for row in again if row not in rows]


@caught_by(CHANGED_MEANWHILE, passes=EVERY_PAGE)
class ReadsUntilItIsStill(Shop):
    """Everything is read twice, and a search raises when the two differ."""

    def read_all(self, body):
        rows = super().read_all(body)
        if len(rows) > self.limit and rows != super().read_all(body):
            raise RuntimeError("the leads changed while they were read")
        return rows


@caught_by(EVERY_PAGE, passes="search_by_status_finds_nothing_by_a_label_that_is_not_there")
class ReadsWithoutEnd(Shop):
    """The first page is read again and again, because skip is never sent."""

    def page(self, body, skip):
        return super().page(body, 0)

    def is_last(self, skip, page):
        return not page["data"]


@caught_by(EVERY_PAGE, passes=ONE)
class PagesInTheBody(Shop):
    """skip and limit stand in the body, where the API does not look for them."""

    def page(self, body, skip):
        return self.accepted(self.post("/lead/search", body | {"skip": skip, "limit": self.limit})).json()


@caught_by(CREATED, ACTED, passes=ONE)
class WantsALeadOnEveryPage(Shop):
    """Reading goes on while pages are full, and an empty one after them raises."""

    def is_last(self, skip, page):
        if skip and not page["data"]:
            raise IndexError("an empty page")
        return len(page["data"]) < self.limit


@caught_by(STATUS, passes="search_by_status_takes_the_canonical_label")
class FirstPageOfAStatus(Shop):
    """Of the leads in a status only the first page is read."""

    def search_by_status(self, label):
        return self.page({"fields": {"status": self.canonical(label)}}, 0)["data"]


@caught_by(CREATED, passes="search_created_includes_both_ends")
class FirstPageOfAWindow(Shop):
    """Of the leads that were created in a window only the first page is read."""

    def search_created(self, start, end):
        return self.page({"fields": {"created_on": self.window(start, end)}}, 0)["data"]


@caught_by(ACTED, passes="search_acted_includes_both_ends")
class FirstPageOfActions(Shop):
    """Of the leads with an action in a window only the first page is read."""

    def search_acted(self, start, end):
        return self.page({"actions": {"performed_at": self.window(start, end)}}, 0)["data"]
