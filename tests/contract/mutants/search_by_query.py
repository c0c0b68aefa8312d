"""Searches that send their filters where the API does not read them, or not as they are."""

import html
from urllib.parse import quote, unquote_plus

import httpx
from mutants.shop import Shop
from mutants.table import caught_by

ONE = "search_finds_by_one_field"
SEVERAL = "search_finds_by_several_fields"
LIST = "search_finds_by_a_list"
CHARACTERS = "search_takes_characters_that_a_url_would_encode"
NO_FILTER = "search_with_no_filter_finds_every_lead"
NOTHING = "search_finds_nothing_where_nothing_matches"


def _changed(filters, change):
    """Filters with every text in them changed."""

    def each(value):
        if isinstance(value, list):
            return [each(item) for item in value]
        return change(value) if isinstance(value, str) else value

    return {name: each(value) for name, value in filters.items()}


@caught_by(ONE, SEVERAL, passes="create_stores_all_of_a_valid_lead")
class SearchesByGet(Shop):
    """A search is a GET with its filters in the query string."""

    def search(self, filters):
        return self.accepted(self.client.get("/lead/search", params=filters)).json()["data"]


@caught_by(ONE, NOTHING, passes=NO_FILTER)
class SearchesByGetAndForgives(Shop):
    """A search is a GET, and its 404 is taken for an empty result."""

    def search(self, filters):
        if not filters:
            return super().search(filters)
        answer = self.client.get("/lead/search", params=filters)
        return answer.json()["data"] if answer.is_success else []


@caught_by(ONE, SEVERAL, passes=NO_FILTER)
class FiltersInTheQueryString(Shop):
    """A search is a POST whose filters stand in the query string, beside an empty body."""

    def search(self, filters):
        return self.accepted(self.post("/lead/search", {}, limit=100, **filters)).json()["data"]


@caught_by(ONE, NOTHING, passes=NO_FILTER)
class FiltersBesideTheFields(Shop):
    """The filters stand in the body, but not under fields."""

    def search(self, filters):
        return self.read_all(filters)


@caught_by(ONE, LIST, passes=NO_FILTER)
class SearchesByForm(Shop):
    """The filters are sent as a form, the way a search box would."""

    def post(self, path, body, **query):
        filters = body.get("fields") if path == "/lead/search" else None
        if not filters:
            return super().post(path, body, **query)
        return self.client.post(path, data={k: str(v) for k, v in filters.items()}, params=query)


@caught_by(SEVERAL, passes=ONE)
class FirstFilterOnly(Shop):
    """Of several filters only the first is sent."""

    def search(self, filters):
        return super().search(dict(list(filters.items())[:1]))


@caught_by(SEVERAL, passes=ONE)
class AnyFilterWillDo(Shop):
    """Several filters are searched for one by one, and whatever matches any of them comes."""

    def search(self, filters):
        found = [row for name, value in filters.items() for row in super(AnyFilterWillDo, self).search({name: value})]
        return list({row["id"]: row for row in found}.values()) if filters else super().search({})


@caught_by(ONE, SEVERAL, passes=LIST)
class NeverSendsNumbers(Shop):
    """Filters that are no text are left out."""

    def search(self, filters):
        return super().search({name: value for name, value in filters.items() if not isinstance(value, int)})


@caught_by(LIST, passes=ONE)
class JoinsByCommas(Shop):
    """A list of values is sent as one text, with commas between them."""

    def search(self, filters):
        return super().search({n: ",".join(v) if isinstance(v, list) else v for n, v in filters.items()})


@caught_by(LIST, passes=ONE)
class FirstOfTheList(Shop):
    """Of a list of values only the first is sent."""

    def search(self, filters):
        return super().search({n: v[0] if isinstance(v, list) else v for n, v in filters.items()})


@caught_by(LIST, passes=ONE)
class SearchesForEachOfTheList(Shop):
    """A list of values is searched for one by one, without the last."""

    def search(self, filters):
        lists = {name: values for name, values in filters.items() if isinstance(values, list)}
        pairs = [(name, value) for name, values in lists.items() for value in values[:-1] or values]
        each = [filters | {name: value} for name, value in pairs] or [filters]
        return [row for filters in each for row in super(SearchesForEachOfTheList, self).search(filters)]


@caught_by(CHARACTERS, passes=ONE)
class QuotesTheFilters(Shop):
    """Filters are percent-encoded, as if they went into a URL."""

    def search(self, filters):
        return super().search(_changed(filters, lambda text: quote(text, safe=" @+")))


@caught_by(CHARACTERS, passes=ONE)
class UnquotesTheFilters(Shop):
    """Filters are percent-decoded, as if they came from a URL."""

    def search(self, filters):
        return super().search(_changed(filters, unquote_plus))


@caught_by(CHARACTERS, passes=ONE)
class EscapesTheFilters(Shop):
    """Filters are escaped, as if they went into HTML."""

    def search(self, filters):
        return super().search(_changed(filters, html.escape))


@caught_by(CHARACTERS, passes=ONE)
class CollapsesBlanks(Shop):
    """Double blanks in a filter become one."""

    def search(self, filters):
        return super().search(_changed(filters, lambda text: " ".join(text.split())))


@caught_by(CHARACTERS, passes=ONE)
class DropsWhatIsNoLatin(Shop):
    """Letters of other scripts are dropped from a filter."""

    def search(self, filters):
        return super().search(_changed(filters, lambda text: text.encode("latin-1", "ignore").decode("latin-1")))


@caught_by(CHARACTERS, passes=LIST)
class SplitsAtCommas(Shop):
    """A text with a comma is taken for a list."""

    def search(self, filters):
        return super().search({n: v.split(",") if isinstance(v, str) and "," in v else v for n, v in filters.items()})


@caught_by(NO_FILTER, passes=ONE)
class NoFilterFindsNothing(Shop):
    """A search with no filter comes back empty without asking."""

    def search(self, filters):
        return super().search(filters) if filters else []


@caught_by(NOTHING, passes=ONE)
class FallsBackToEverything(Shop):
    """A search that finds nothing returns all leads."""

    def search(self, filters):
        return super().search(filters) or super().search({})


@caught_by(NOTHING, passes=ONE)
class FallsBackToOtherFilters(Shop):
    """A search that finds nothing is tried again with filters that nobody asked for."""

    def search(self, filters):
        return super().search(filters) or super().search({"rating": [1, 2, 3]})


@caught_by(NOTHING, passes=ONE)
class RaisesWhenNothingIsFound(Shop):
    """A search that finds nothing raises."""

    def search(self, filters):
        found = super().search(filters)
        if not found:
            raise httpx.HTTPError("no lead matches")
        return found


@caught_by(ONE, LIST, passes=NOTHING)
class FirstLeadOnly(Shop):
    """A search returns the first lead that matches."""

    def search(self, filters):
        return super().search(filters)[:1]
