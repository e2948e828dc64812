from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    name = "azalai.followup"
    label = "followup"
    verbose_name = _("Suivi")

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.core import audit
        from azalai.followup import labels, merging

        merging.register()
        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
