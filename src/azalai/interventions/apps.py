from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterventionsConfig(AppConfig):
    name = "azalai.interventions"
    label = "interventions"
    verbose_name = "Interventions"

    def ready(self) -> None:
        self._say_words()
        self._offer_pages()
        self._offer_panels()

    # The modules below need the models, which are known only now.

    def _say_words(self) -> None:
        from azalai.core import audit
        from azalai.interventions import facts, labels, merging

        merging.register()
        facts.register()
        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)

    def _offer_pages(self) -> None:
        from azalai.core import registry
        from azalai.interventions import dashboard, enums, rules

        registry.register_draft_form(
            registry.DraftForm(
                enums.DRAFT_FORM,
                _("Déclaration d'une intervention"),
                dashboard.form_address,
                ("title_fr", "title_en"),
            )
        )
        registry.register_menu(
            registry.MenuEntry(
                _("Interventions"), "interventions:interventions", 20, rules.can_see_interventions
            )
        )
        dashboard.register()

    def _offer_panels(self) -> None:
        from azalai.core import registry
        from azalai.interventions import dashboard, rules

        registry.register_panel(
            registry.Panel(
                "plans.node",
                "interventions/panels/node.html",
                20,
                dashboard.node_panel,
                rules.can_see_interventions,
            )
        )
        registry.register_panel(
            registry.Panel(
                "plans.version",
                "interventions/panels/version.html",
                20,
                dashboard.version_panel,
                rules.can_see_interventions,
            )
        )
