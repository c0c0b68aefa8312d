"""What a server that speaks the Leads API owes its callers about each pitfall, judged from the outside.

The promises of a pitfall are in ``pitfalls/<name>/promises.py``: generators that look at one exchange, ask further, and
yield a ``Breach`` for what does not hold. They know no client; ``pytest_leads.schemathesis`` runs them.
"""

from pytest_leads.promises.exchange import Exchange, Reply, lead_path
from pytest_leads.promises.promise import Breach, Promise, promise
from pytest_leads.promises.terms import Terms

__all__ = ["Breach", "Exchange", "Promise", "Reply", "Terms", "lead_path", "promise"]
