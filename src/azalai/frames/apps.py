from django.apps import AppConfig


class FramesConfig(AppConfig):
    name = "azalai.frames"
    label = "frames"
