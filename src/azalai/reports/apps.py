from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "azalai.reports"
    label = "reports"
    verbose_name = _("Bilans")

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.core import audit, jobs, registry
        from azalai.reports import dashboard, labels, panels, rules, working
        from azalai.reports.enums import PASSAGE_FORM

        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        registry.register_menu(
            registry.MenuEntry(_("Bilans et revues"), "reports:reports", 60, rules.can_see_reports)
        )
        dashboard.register()
        panels.register()
        registry.register_draft_form(
            registry.DraftForm(PASSAGE_FORM, _("Paragraphe d'un bilan"), dashboard.passage_address, ("text",))
        )
        for kind in working.KINDS:
            jobs.register(kind)
