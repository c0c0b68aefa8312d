"""Updates that carry the identifier, or that lose what came with it."""

# ruff: noqa: ARG002  # an override has the arguments of Shop's method, needed or not

from mutants.shop import KEPT, LostError, Shop
from mutants.table import caught_by

UNCHANGED = "update_takes_the_identifier_unchanged"
RESPELT = "update_takes_the_identifier_in_another_spelling"
READ_BACK = "update_takes_a_lead_read_back_whole"
ROW = "update_takes_a_row_of_a_search"
SAYS = "update_says_that_the_identifier_cannot_change"
PLAIN = "update_leaves_out_the_identifier"


@caught_by(UNCHANGED, READ_BACK, ROW, passes=PLAIN)
class SendsTheIdentifier(Shop):
    """An update sends the identifier along."""

    def changes(self, fields, own):
        return {name: value for name, value in fields.items() if name not in KEPT}


@caught_by(RESPELT, passes=UNCHANGED)
class SendsAnIdentifierThatIsSpeltDifferently(Shop):
    """An update leaves the identifier out only if it is the stored one to the character."""

    def update(self, lead_id, fields):
        self.stored = self.get(f"/lead/{lead_id}")["fields"]
        return super().update(lead_id, fields)

    def changes(self, fields, own):
        same = fields.get(own) == self.stored[own]
        return {n: v for n, v in fields.items() if n not in KEPT and not (n == own and same)}


@caught_by(RESPELT, passes=UNCHANGED)
class RefusesAnotherSpelling(Shop):
    """An update takes another spelling of the identifier for a change of it, and raises."""

    def plain(self, value):
        return value


@caught_by(PLAIN, passes="create_twice_tells_which_lead_it_is")
class ResendsEverything(Shop):
    """An update reads the lead and sends all of it back, the identifier too."""

    def changes(self, fields, own):
        return super().changes(fields, own) | self.whole

    def update(self, lead_id, fields):
        self.whole = self.get(f"/lead/{lead_id}")["fields"] | fields
        return super().update(lead_id, fields)


@caught_by(PLAIN, passes="update_tells_of_a_field_that_was_not_stored")
class ClearsWhatIsNotGiven(Shop):
    """An update takes itself for a replacement: what it is not given is cleared."""

    def update(self, lead_id, fields):
        there = self.get(f"/lead/{lead_id}")["fields"]
        return super().update(lead_id, dict.fromkeys(there.keys() - {"phone", "status"}) | fields)

    def lost_fields(self, fields, stored, own):
        return super().lost_fields({n: v for n, v in fields.items() if v is not None}, stored, own)


@caught_by(PLAIN, passes=SAYS)
class ChangesOnlyWhatIsThere(Shop):
    """An update takes only fields that the lead has already, and forgets the new ones."""

    def update(self, lead_id, fields):
        there = self.get(f"/lead/{lead_id}")["fields"]
        return super().update(lead_id, {name: value for name, value in fields.items() if name in there})


@caught_by(UNCHANGED, RESPELT, passes=PLAIN)
class SkipsAnUpdateWithTheIdentifier(Shop):
    """An update that holds the identifier is not sent at all."""

    def update(self, lead_id, fields):
        return lead_id if self.identifier() in fields else super().update(lead_id, fields)


@caught_by(UNCHANGED, RESPELT, passes=PLAIN)
class RaisesWheneverTheIdentifierIsThere(Shop):
    """An update that holds the identifier raises, changed or not."""

    def update(self, lead_id, fields):
        if self.identifier() in fields:
            raise LostError(self.identifier())
        return super().update(lead_id, fields)


@caught_by(READ_BACK, ROW, passes=UNCHANGED)
class RefusesWhatTheApiKeeps(Shop):
    """An update refuses created_on and modified_on, which every lead that was read holds."""

    def update(self, lead_id, fields):
        if set(KEPT) & set(fields):
            raise LostError(KEPT)
        return super().update(lead_id, fields)


@caught_by(READ_BACK, ROW, passes=PLAIN)
class ComparesWhatTheApiKeeps(Shop):
    """An update raises because modified_on is not as it was sent."""

    def lost_fields(self, fields, stored, own):
        moved = [f"fields.{name}" for name in KEPT if name in fields and fields[name] != stored[name]]
        return super().lost_fields(fields, stored, own) + moved


@caught_by(SAYS, passes=UNCHANGED)
class SwallowsAChangeOfTheIdentifier(Shop):
    """An update drops a changed identifier without a word."""

    def lost_fields(self, fields, stored, own):
        return super().lost_fields({name: value for name, value in fields.items() if name != own}, stored, own)


@caught_by(SAYS, passes=UNCHANGED)
class ReadsTheIdentifierBackAndLooksAway(Shop):
    """An update with the identifier always reads the lead afterwards, and compares nothing."""

    def lost_fields(self, fields, stored, own):
        self.reread = own in fields
        return super().lost_fields({name: value for name, value in fields.items() if name != own}, stored, own)

    def update(self, lead_id, fields):
        super().update(lead_id, fields)
        return self.get(f"/lead/{lead_id}")["fields"]["created_on"] if self.reread else lead_id


@caught_by("update_knows_the_identifier_of_any_workspace", passes=UNCHANGED)
class TakesThePhoneForTheIdentifier(Shop):
    """The identifier is phone, whatever the workspace says."""

    def identifier(self):
        return "phone"


@caught_by(PLAIN, passes=SAYS)
class NeverSendsAnEMailAddress(Shop):
    """An update leaves out the e-mail address too, which is an identifier somewhere else."""

    def changes(self, fields, own):
        return {name: value for name, value in super().changes(fields, own).items() if name != "email"}


@caught_by("save_keeps_the_identifier_of_a_lead_that_is_there", passes="save_tells_of_an_ignored_field")
class SavesWithTheIdentifier(Shop):
    """Saving a lead that is there sends its identifier in the update."""

    def bring(self, fields, actions):
        lead_id = self.look_up(fields[self.identifier()])
        self.accepted(self.post(f"/lead/{lead_id}", {"fields": fields}))
        return lead_id
