from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "azalai.core"
    label = "core"
    verbose_name = "Socle"
