"""Pages of accounts, posts and the audit trail. A view fetches, checks, makes one call and renders."""

from azalai.accounts.views.kept import csrf_failure

__all__ = ["csrf_failure"]
