"""Who writes: a plain value that actions and permission rules can trust without a query."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Author:
    """A person acting from a post, as of now.

    person_id, post_id: keys in `accounts`, None for the system itself.
    name, post: what readers of the audit trail see; kept as text so that history needs no join.
    roles: role codes of the acting post alone (see accounts.enums.Role): a person who holds several
    posts changes post to use the rights of another, so that each write is made in a known capacity.
    """

    name: str
    person_id: int | None = None
    post_id: int | None = None
    post: str = ""
    roles: frozenset[str] = frozenset()

    @classmethod
    def system(cls, task: str) -> Author:
        """The system acting by itself; task names the command or job."""
        return cls(name=f"Système ({task})", roles=frozenset({"system"}))

    @classmethod
    def nobody(cls) -> Author:
        """A visitor without an account."""
        return cls(name="Visiteur")

    def has_role(self, *roles: str) -> bool:
        """At least one of the roles; the system has them all."""
        return "system" in self.roles or not self.roles.isdisjoint(roles)
