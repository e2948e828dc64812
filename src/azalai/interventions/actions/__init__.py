"""Every write of the room."""

from azalai.interventions.actions.declaring import (
    declare_draft,
    delete_draft,
    publish,
    save_draft,
    store_published,
    update,
)
from azalai.interventions.actions.documents import add_document, remove_document
from azalai.interventions.actions.iati import IatiImport, import_iati, read_iati
from azalai.interventions.actions.iati_uploads import (
    accept_iati,
    discard_iati,
    read_further,
    receive_iati,
)
from azalai.interventions.actions.plan_links import link_to_plan, unlink_from_plan
from azalai.interventions.actions.sheets import accept_sheet, receive_sheet
from azalai.interventions.actions.states import cancel, resume, suspend

__all__ = [
    "IatiImport",
    "accept_iati",
    "accept_sheet",
    "add_document",
    "cancel",
    "declare_draft",
    "delete_draft",
    "discard_iati",
    "import_iati",
    "link_to_plan",
    "publish",
    "read_further",
    "read_iati",
    "receive_iati",
    "receive_sheet",
    "remove_document",
    "resume",
    "save_draft",
    "store_published",
    "suspend",
    "unlink_from_plan",
    "update",
]
