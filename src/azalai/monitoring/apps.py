from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "azalai.monitoring"
    label = "monitoring"
    verbose_name = _("Suivi-évaluation")

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.core import audit
        from azalai.monitoring import labels, merging

        merging.register()
        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
