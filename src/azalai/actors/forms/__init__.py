"""Forms of the register. A field is named like the parameter of the action that it fills."""

from azalai.actors.forms.analyses import AnalysisFilter, AnalysisForm
from azalai.actors.forms.mandates import MandateForm
from azalai.actors.forms.merging import MergeForm, OtherForm, PartForm
from azalai.actors.forms.names import ConfirmForm, NameFilter, SetAsideForm
from azalai.actors.forms.register import (
    CategoryChoice,
    EndFocalPointForm,
    EndForm,
    FocalPointForm,
    NetworkForm,
    OrganisationChoice,
    OrganisationEditForm,
    OrganisationFilter,
    OrganisationForm,
    PartialField,
    PlaceChoice,
    RecogniseForm,
    SpellingForm,
)

__all__ = [
    "AnalysisFilter",
    "AnalysisForm",
    "CategoryChoice",
    "ConfirmForm",
    "EndFocalPointForm",
    "EndForm",
    "FocalPointForm",
    "MandateForm",
    "MergeForm",
    "NameFilter",
    "NetworkForm",
    "OrganisationChoice",
    "OrganisationEditForm",
    "OrganisationFilter",
    "OrganisationForm",
    "OtherForm",
    "PartForm",
    "PartialField",
    "PlaceChoice",
    "RecogniseForm",
    "SetAsideForm",
    "SpellingForm",
]
