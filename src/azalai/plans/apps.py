"""Plans, announced to the rest of the house."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "azalai.plans"
    label = "plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        """Menu, home page and words of the audit trail; imported late because models must be loaded."""
        from azalai.core import audit, registry
        from azalai.plans import dashboard, labels, merging, rules

        registry.register_menu(registry.MenuEntry(_("Plans"), "plans:plans", 10, rules.can_read_plans))
        dashboard.register()
        audit.register_action_labels(labels.ACTIONS)
        merging.register()
