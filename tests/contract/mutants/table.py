"""The table of mutants: how a broken shop enters it, and what it has to say of itself."""

from collections.abc import Callable
from dataclasses import dataclass

from mutants.shop import Shop


@dataclass(frozen=True, slots=True)
class Mutant:
    """A broken shop, checks that have to catch it (others may), and one that it has to pass, so that it is no wreck."""

    shop: type[Shop]
    caught_by: tuple[str, ...]
    passes: str

    @property
    def breaks(self) -> str:
        """What is broken, in a line."""
        return self.shop.__doc__


#: All mutants by name.
MUTANTS: dict[str, Mutant] = {}


def caught_by(*checks: str, passes: str) -> Callable[[type[Shop]], type[Shop]]:
    """Enter a mutant that each of ``checks`` has to catch, and that ``passes`` another.

    Where one is left that it can pass, that is one of the same member.
    """

    def entered(shop: type[Shop]) -> type[Shop]:
        assert shop.__name__ not in MUTANTS
        MUTANTS[shop.__name__] = Mutant(shop, checks, passes)
        return shop

    return entered
