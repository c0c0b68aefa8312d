"""Facts that the sources state outright and that no request can show, each with the reason."""

_DASHBOARD = "it is done in the dashboard, which is not simulated"
_NO_LIMITER = "the simulator does not count requests; window and body of a 429 are unknown"

NOT_ON_THE_WIRE = {
    "A token is made in the dashboard with a name and a type.": _DASHBOARD,
    "A token is shown once and cannot be recovered.": _DASHBOARD,
    "The enterprise id is on the screen that shows the tokens.": _DASHBOARD,
    "A workspace has at most three Async and three Sync tokens.": _DASHBOARD,
    "The identifier field is chosen under Settings, Lead Fields.": _DASHBOARD,
    "Only phone, email and text fields can be chosen as the identifier.": (
        "a choice in the dashboard; `Workspace(identifier=...)` refuses other types before there is a wire"
    ),
    "The identifier's value can be corrected by hand in the dashboard.": _DASHBOARD,
    "A workspace may give a text field a limit of length.": "it is set in the dashboard; no answer shows it",
    "A medialink has to be publicly reachable.": "whether a URL can be reached is not known without fetching it",
    "Async takes 18,000 requests an hour for each token, and answers 429 above.": _NO_LIMITER,
    "The documents' index counts 17 Sync endpoints and their list has 18.": "a count of pages, not an answer",
    "Requests should be sent as application/json.": "advice to clients; no source says how anything else is answered",
    "The enumerations of action types, field types and stages go on where the text was cut.": (
        "what was read is checked; what was cut is not known"
    ),
    "lockAfterCreate keeps a field from being changed after creation.": (
        "the flag is shown (and checked); no source says how a write to such a field is answered"
    ),
    "allowPredatedActivity lets an action be dated back.": (
        "the flag is shown (and checked); no current source says how an action carries its date"
    ),
}
