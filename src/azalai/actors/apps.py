from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "azalai.actors"
    label = "actors"
