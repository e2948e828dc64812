"""Files joined to any object: one way to accept, keep, give back and take away, for every room.

A room says once, in AppConfig.ready, who may see and who may add (`register_owner`); its pages write
`{% attachments obj %}`, or its own forms take a `FilesField` and its actions call `add`. Files are judged
by content, kept outside any public folder, and only ever leave as a download, by the rule of the object
that they belong to. Each room calls tests/core/attachment_contract.py.
"""

from azalai.core.attachments.forms import FilesField
from azalai.core.attachments.owners import Owner, owner_of, register_owner
from azalai.core.attachments.reading import (
    can_add,
    can_remove,
    can_see,
    check_add,
    check_remove,
    check_see,
    download,
    found_for,
    of,
    of_many,
)
from azalai.core.attachments.storing import LARGEST, MOST, add, add_all, remove, remove_all

__all__ = [
    "LARGEST",
    "MOST",
    "FilesField",
    "Owner",
    "add",
    "add_all",
    "can_add",
    "can_remove",
    "can_see",
    "check_add",
    "check_remove",
    "check_see",
    "download",
    "found_for",
    "of",
    "of_many",
    "owner_of",
    "register_owner",
    "remove",
    "remove_all",
]
