"""The mail server of the tests."""

from tests.support.mail import mailbox

__all__ = ["mailbox"]
