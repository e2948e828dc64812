from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "azalai.monitoring"
    label = "monitoring"
    verbose_name = _("Suivi-évaluation")

    def ready(self) -> None:
        self._say_words()
        self._offer_pages()

    # The modules below need the models, which are known only now.

    def _say_words(self) -> None:
        from azalai.core import audit
        from azalai.monitoring import labels, merging

        merging.register()
        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)

    def _offer_pages(self) -> None:
        from azalai.core import jobs, registry
        from azalai.monitoring import dashboard, enums, evidence, facts, rules, working

        registry.register_menu(
            registry.MenuEntry(
                _("Campagnes de collecte"), "monitoring:campaigns", 28, rules.can_see_campaigns
            )
        )
        registry.register_menu(
            registry.MenuEntry(_("Où en est le plan ?"), "monitoring:plans", 29, rules.can_see_campaigns)
        )
        registry.register_draft_form(
            registry.DraftForm(enums.DRAFT_FORM, _("Rapport d'activité"), dashboard.form_address, ("done",))
        )
        for kind in working.KINDS:
            jobs.register(kind)
        dashboard.register()
        evidence.register()
        facts.register()
