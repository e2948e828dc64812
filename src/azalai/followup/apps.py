from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    name = "azalai.followup"
    label = "followup"
    verbose_name = _("Suivi")

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.core import audit, registry
        from azalai.followup import counting, dashboard, labels, merging, panels, reactions, rules

        merging.register()
        counting.register()
        panels.register()
        reactions.register()
        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        registry.register_menu(
            registry.MenuEntry(_("Actions à suivre"), "followup:register", 29, rules.can_see_register)
        )
        dashboard.register()
