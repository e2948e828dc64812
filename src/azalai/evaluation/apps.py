from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "azalai.evaluation"
    label = "evaluation"
    verbose_name = _("Évaluation")

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.core import audit, registry
        from azalai.evaluation import addresses, counted, files, labels, merging, panels, rules

        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        registry.register_menu(
            registry.MenuEntry(_("Évaluation"), "evaluation:evaluations", 45, rules.can_see_room)
        )
        addresses.register()
        counted.register()
        files.register()
        merging.register()
        panels.register()
