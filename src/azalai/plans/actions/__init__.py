"""Every write of the room."""

from azalai.plans.actions.findings import decide_finding
from azalai.plans.actions.importing import ImportOutcome, import_upload
from azalai.plans.actions.lifecycle import adopt_version, open_version, return_version, submit_version
from azalai.plans.actions.nodes import add_node, edit_node, remove_node
from azalai.plans.actions.receiving import choose_columns, discard_upload, receive_file
from azalai.plans.actions.review import answer_criterion, record_review
from azalai.plans.actions.versions import edit_version

__all__ = [
    "ImportOutcome",
    "add_node",
    "adopt_version",
    "answer_criterion",
    "choose_columns",
    "decide_finding",
    "discard_upload",
    "edit_node",
    "edit_version",
    "import_upload",
    "open_version",
    "receive_file",
    "record_review",
    "remove_node",
    "return_version",
    "submit_version",
]
