"""Addresses of the room, under /recoupements/."""

from __future__ import annotations

from django.urls import path, register_converter

from azalai.overlaps.enums import CalibrationState
from azalai.overlaps.views import closest, radar

app_name = "overlaps"


class SettlingConverter:
    """What may become of proposed weights, in French in the address."""

    words = {"accepter": CalibrationState.ACCEPTED, "ecarter": CalibrationState.SET_ASIDE}
    regex = "|".join(words)

    def to_python(self, value: str) -> str:
        return self.words[value]

    def to_url(self, value: str) -> str:
        return next(word for word, state in self.words.items() if value in {word, state})


register_converter(SettlingConverter, "calage")

urlpatterns = [
    path("", radar.radar, name="pairs"),
    path("proches/", closest.neighbours, name="closest"),
    path("radar/", radar.radar, name="radar"),
    path("radar/lancer/", radar.run, name="run"),
    path("radar/caler/", radar.calibrate, name="calibrate"),
    path("radar/calages/<uuid:public_id>/", radar.calibration, name="calibration"),
    path("radar/calages/<uuid:public_id>/<calage:state>/", radar.settle, name="settle"),
]
