from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "azalai.config"
    label = "config"
