"""The table of quirks and undocumented points: name, values (default first), meaning, source.

Sources: ``leads-api 9.n`` is the n-th contradiction and ``leads-api 10`` the list of unknowns in the collected
facts; ``pitfall <id>`` is a documented pitfall.
"""

from __future__ import annotations

_REQUESTS = (
    (
        "get_search",
        ("404", "405"),
        "GET /lead/search answers as a lead that is not found, or as a wrong method",
        "pitfall search-by-query: 404 or 405",
    ),
    ("wrong_method", ("405", "404"), "a method that a known path does not have", "leads-api 10: Errors"),
    ("unknown_route", ("404",), "a path that the documents do not know is 404 NOT_FOUND", "leads-api 10: Errors"),
    (
        "legacy_routes",
        ("async", "unknown"),
        "the addresses of older integrations lead to the Async API, or nowhere",
        "leads-api 1.1: observed live",
    ),
    ("unauthorized_message", ("live",), "the message of a 401", "leads-api 1.2: observed live"),
    (
        "unknown_enterprise",
        ("documented", "401"),
        "404 ENTERPRISE_NOT_FOUND on the four routes that document it and 401 elsewhere, or 401 everywhere",
        "leads-api 9.7",
    ),
    (
        "content_type",
        ("require", "lenient"),
        "a body that is declared as something other than JSON is 400, or read",
        "leads-api 10: Errors",
    ),
    (
        "unreadable_body",
        ("400",),
        "a body that is not a JSON object, or is nested beyond reason, is 400 BAD_REQUEST",
        "leads-api 10: Errors",
    ),
    ("too_large", ("413",), "a body above max_body is 413 PAYLOAD_TOO_LARGE", "leads-api 1.7"),
    (
        "missing_member",
        ("400",),
        "a body without its required fields or actions, or with one of a wrong type",
        "leads-api 10: Errors",
    ),
    (
        "unreadable_paging",
        ("400",),
        "a negative or non-numeric skip, or a non-numeric limit, is 400 BAD_REQUEST",
        "leads-api 10: Errors",
    ),
    (
        "unreadable_flag",
        ("false",),
        "a boolean query parameter that is neither true nor false counts as false",
        "leads-api 10: Errors",
    ),
    ("malformed_id", ("404",), "an id that is not 24 hexadecimal digits is an unknown id", "leads-api 10: Errors"),
)
_WRITES = (
    (
        "unknown_field",
        ("accept", "remark", "silent"),
        "a lead or action field that the workspace does not define; the default becomes remark once fields are named",
        "leads-api 2.2, 10: Writes",
    ),
    (
        "unknown_field_type",
        ("accept",),
        "a field of a type that the documents read so far do not list takes any value",
        "leads-api 6: S14 (enum cut)",
    ),
    (
        "unknown_status",
        ("remark", "silent"),
        "a status or lost reason that is not active is left out on create with a remark, or without one",
        "leads-api 9.4; docs: enterprise/pitfalls",
    ),
    (
        "update_invalid_value",
        ("reject", "drop"),
        "an update with a value that does not fit is 400, or loses that value",
        "leads-api 9.4; docs: leads/update",
    ),
    (
        "identifier_in_update",
        ("reject", "reject_if_changed"),
        "an update that carries the identifier is 403 always, or only when the value differs",
        "pitfall identifier-change; leads-api 3: S3",
    ),
    (
        "invalid_identifier",
        ("400",),
        "a create without a usable identifier is 400 BAD_REQUEST; the message is ours",
        "leads-api 3: S1 (cut)",
    ),
    ("duplicate_message", ("ours",), "the message of 409 LEAD_ALREADY_EXISTS", "leads-api 10: Errors"),
    (
        "unknown_dropdown_label",
        ("create", "drop"),
        "an unknown dropdown label becomes a new option, or does not fit",
        "leads-api 9.15; docs: enterprise/examples",
    ),
    ("read_only_field", ("drop",), "created_on and modified_on in a write are left out", "leads-api 10: Writes"),
    (
        "empty_value",
        ("clear", "invalid"),
        "null, or an empty string in a field that is not text, clears it, or does not fit",
        "leads-api 10: Writes",
    ),
    ("numeric_strings", ("accept", "invalid"), "a number field takes a numeric string", "leads-api 10: Writes"),
    ("money_numbers", ("accept", "invalid"), "a money field takes a number", "leads-api 9.21"),
    (
        "tags_on_update",
        ("replace", "merge"),
        "tags in an update replace the old ones, or join them",
        "leads-api 10: Writes",
    ),
    (
        "unknown_member_value",
        ("invalid", "accept"),
        "an activeUsers field refuses an e-mail address that is no team member's, where members are named",
        "leads-api 10: Writes",
    ),
    (
        "phone_shape",
        ("guess",),
        "a phone number whose digits fit none of the three documented spellings",
        "leads-api 2.1, 9.20, 9.23",
    ),
    (
        "stored_phone",
        ("normalised", "as_sent"),
        "reads give a phone number with its country code, or as it was sent",
        "leads-api 9.20",
    ),
    (
        "default_status",
        ("first_open", "none"),
        "a new lead without a status gets the first active OPEN one, or none",
        "leads-api 10: Writes",
    ),
    ("lost_reason_name", ("lost_reason",), "API name of the standard field of type lostReason", "leads-api 2.2"),
    (
        "remark_wording",
        ("ours",),
        "the text of a remark other than the two that are documented",
        "leads-api 10: Writes",
    ),
    ("rejection_wording", ("ours",), "the message of a 400 that no source prints", "leads-api 10: Errors"),
    (
        "empty_lists",
        ("present", "absent"),
        "actions and remarks with nothing in them are [] or are left out",
        "leads-api 10: Writes",
    ),
)
_READS = (
    (
        "search_row",
        ("live", "documented"),
        "a search row has id, status and more beside fields, as clients see it, or fields only",
        "leads-api 9.2, 9.3",
    ),
    (
        "read_row",
        ("documented", "live"),
        "GET /lead/{leadId} gives fields only, or the members of a live search row too",
        "leads-api 10: Reads",
    ),
    (
        "action_row",
        ("documented", "live"),
        "an action in a list is type and fields, or has id, times and performer too",
        "leads-api 4.1",
    ),
    ("action_type_in_reads", ("bare", "prefixed"), "custom types read as 1001 or as ACTION_1001", "leads-api 9.9"),
    (
        "included_actions_order",
        ("newest", "oldest"),
        "which end of the timeline GET /lead/{leadId} gives first",
        "leads-api 10: Reads",
    ),
    (
        "creation_tie",
        ("latest",),
        "of leads created in the same millisecond the one that was made last comes first",
        "leads-api 10: Reads",
    ),
    (
        "unreadable_date_filter",
        ("nothing", "wrong_matches"),
        "a date filter that cannot be read matches nothing, or as if that bound were not there",
        "pitfall iso-date",
    ),
    (
        "date_only_to",
        ("start", "end"),
        "a `to` that is a day without a time is that day's start, or its end",
        "leads-api 9.19",
    ),
    ("open_range", ("open",), "a range with one bound only is open at the other end", "leads-api 10: Reads"),
    (
        "scalar_date_filter",
        ("instant",),
        "a date filter that is no range matches that very millisecond",
        "leads-api 10: Reads",
    ),
    (
        "invalid_filter",
        ("400",),
        "a filter of a shape that no source shows is 400 BAD_REQUEST `Invalid filter`",
        "leads-api 10: Reads",
    ),
    ("unknown_filter", ("ignore", "400"), "members of a search body beside fields and actions", "leads-api 10: Reads"),
    (
        "unknown_filter_field",
        ("nothing",),
        "a filter by a field that the workspace does not define matches nothing",
        "leads-api 10: Reads",
    ),
    ("empty_filter", ("nothing",), "an empty list or null as a filter's value matches nothing", "leads-api 10: Reads"),
    ("empty_actions_filter", ("all",), "`actions: {}` matches every lead", "leads-api 10: Reads"),
    ("filter_coercion", ("text",), "numbers and booleans in filters are compared by their text", "leads-api 10: Reads"),
    ("tags_filter", ("any",), "a tags filter matches a lead that has any of the tags", "leads-api 10: Reads"),
    (
        "phone_filter",
        ("normalised",),
        "phone numbers in filters are compared in their normal form",
        "leads-api 10: Reads",
    ),
    ("timezone", ("workspace",), "date text is read in the workspace's time zone", "leads-api 10: Reads"),
    ("action_search_paging", ("accept",), "an action search takes skip and limit (1 to 100)", "leads-api 9.24"),
    ("action_search_performer", ("email",), "performed_by in an action search is an e-mail address", "leads-api 9.10"),
    (
        "lead_of_action",
        ("LEAD_NOT_FOUND",),
        "an action call on an unknown lead is 404 LEAD_NOT_FOUND",
        "leads-api 4: S5 to S8 (cut)",
    ),
)
_ACTIONS = (
    (
        "sync_prefixed_action",
        ("ignored", "400"),
        "an ACTION_ type on Sync is ignored, or fails the request",
        "leads-api 9.11",
    ),
    (
        "invalid_action_field",
        ("action", "field"),
        "an invalid field makes its whole action ignored, or only itself",
        "leads-api 10: Writes",
    ),
    (
        "unknown_action_code",
        ("ignored",),
        "an action of a code that the workspace does not define is ignored",
        "leads-api 10: Writes",
    ),
    ("integer_action_type", ("ignored", "accept"), "an action type given as a number", "leads-api 9.18"),
    (
        "read_only_action_on_create",
        ("ignored",),
        "a read-only action type in POST /lead is ignored",
        "leads-api 3: S1 (cut)",
    ),
    ("payment_amount_number", ("invalid", "accept"), "a payment's amount given as a number", "leads-api 2.3"),
    ("paymentid", ("kept",), "a payment's paymentid is stored and read back", "leads-api 2.3"),
    (
        "action_created_on",
        ("accept", "ignore"),
        "created_on in an action sets its time, or has no effect",
        "leads-api 9.18",
    ),
    (
        "action_update",
        ("merge", "replace"),
        "fields left out of an action's update stay, or vanish",
        "leads-api 10: Writes",
    ),
    (
        "invalid_action_update",
        ("400",),
        "an action update of another type, or with values that do not fit, is 400",
        "leads-api 4: S7 (cut)",
    ),
    ("api_performer", ("API",), "the performer of an action that was made through the API", "leads-api 4.1"),
    ("system_note", ("drop", "keep"), "a SYSTEM_NOTE sent to the Async API", "leads-api 7"),
    (
        "async_bad_body",
        ("400",),
        "an Async body whose fields or actions are missing or of a wrong type is 400",
        "leads-api 7",
    ),
)
_ENTERPRISE = (
    ("license_message", ("ours",), "the message of 402 BUY_LICENSE", "leads-api 10: Errors"),
    (
        "duplicate_member",
        ("400",),
        "a team member whose address is taken is 400 with details",
        "leads-api 5: S10 (cut)",
    ),
    ("member_details", ("ours",), "the details of a team member that is refused, beside the role's", "leads-api 1.4"),
    ("state_change_wording", ("ours",), "the body of a refused state change", "leads-api 5: S12"),
    ("unknown_member_state_change", ("404", "400"), "a state change of an unknown address", "leads-api 9.16"),
    (
        "field_ids",
        ("api_name",),
        "a field without a known id has its API name as id, as leadIdentifierFieldId shows",
        "leads-api 9.14",
    ),
    (
        "field_date_format",
        ("dateFormat",),
        "name of the member with a date field's format",
        "leads-api 10: Enumerations",
    ),
    (
        "pipeline_shape",
        ("leadStages", "statuses"),
        "the pipeline as documented, or with top-level statuses and lostReasons",
        "leads-api 9.8",
    ),
)

Row = tuple[str, tuple[str, ...], str, str]
TABLE: tuple[Row, ...] = (*_REQUESTS, *_WRITES, *_READS, *_ACTIONS, *_ENTERPRISE)
