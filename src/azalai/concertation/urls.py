"""Addresses of the room, under /concertation/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from azalai.concertation.views import (
    answering,
    bodies,
    following,
    meetings,
    minutes,
    missions,
    reviewing,
    taking,
    writing,
)

app_name = "concertation"

of_body: list[URLPattern | URLResolver] = [
    path("", bodies.body, name="body"),
    path("modifier/", bodies.body_edit, name="body_edit"),
    path("terminer/", bodies.body_close, name="body_close"),
    path("sieges/nouveau/", bodies.seat_new, name="seat_new"),
    path("sieges/<int:seat_id>/modifier/", bodies.seat_edit, name="seat_edit"),
    path("sieges/<int:seat_id>/rendre/", bodies.seat_end, name="seat_end"),
    path("reunions/nouvelle/", meetings.meeting_new, name="meeting_new"),
]
of_minutes: list[URLPattern | URLResolver] = [
    path("", minutes.minutes, name="minutes"),
    path("ouvrir/", minutes.minutes_open, name="minutes_open"),
    path("ecrire/", writing.minutes_write, name="minutes_write"),
    path("word/", minutes.minutes_export, name="minutes_export"),
    path("relecture/", reviewing.minutes_circulate, name="minutes_circulate"),
    path("brouillon/", reviewing.minutes_return, name="minutes_return"),
    path("adopter/", reviewing.minutes_adopt, name="minutes_adopt"),
    path("versions/<int:number>/", reviewing.minutes_version, name="minutes_version"),
    path("amendements/nouveau/", reviewing.amendment_new, name="amendment_new"),
    path("amendements/<uuid:amendment_id>/", reviewing.amendment_settle, name="amendment_settle"),
    path("amendements/<uuid:amendment_id>/retirer/", reviewing.amendment_withdraw, name="amendment_withdraw"),
]
of_meeting: list[URLPattern | URLResolver] = [
    path("", meetings.meeting, name="meeting"),
    path("modifier/", meetings.meeting_edit, name="meeting_edit"),
    path("convoquer/", meetings.meeting_convene, name="meeting_convene"),
    path("annuler/", meetings.meeting_cancel, name="meeting_cancel"),
    path("presences/", meetings.meeting_hold, name="meeting_hold"),
    path("imprimer/", following.printed, name="meeting_printed"),
    path("points/nouveau/", meetings.item_new, name="item_new"),
    path("points/<int:item_id>/", meetings.item_settle, name="item_settle"),
    path("compte-rendu/", include(of_minutes)),
]
of_convocation: list[URLPattern | URLResolver] = [
    path("", following.convocation, name="convocation"),
    path("repondre/", following.convocation_answer, name="convocation_answer"),
    path("liens/", following.convocation_links, name="convocation_links"),
]
of_mission: list[URLPattern | URLResolver] = [
    path("", missions.mission, name="mission"),
    path("modifier/", missions.mission_edit, name="mission_edit"),
    path("annuler/", missions.mission_cancel, name="mission_cancel"),
    path("reprendre/", missions.mission_reopen, name="mission_reopen"),
]
urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("instances/", bodies.bodies, name="bodies"),
    path("instances/nouvelle/", bodies.body_new, name="body_new"),
    path("instances/<uuid:public_id>/", include(of_body)),
    path("reunions/<uuid:public_id>/", include(of_meeting)),
    path("comptes-rendus/", taking.minutes_upload, name="minutes_upload"),
    path("comptes-rendus/<uuid:file_id>/", taking.minutes_preview, name="minutes_preview"),
    path("convocations/<uuid:public_id>/", include(of_convocation)),
    path("missions/", missions.missions, name="missions"),
    path("missions/tableau/", missions.missions_file, name="missions_file"),
    path("missions/nouvelle/", missions.mission_new, name="mission_new"),
    path("missions/<uuid:public_id>/", include(of_mission)),
    path("reponses/", following.rates, name="rates"),
    path("reponses/agenda/", following.replies, name="replies"),
    path("messages/", following.messages_queue, name="messages"),
    path("relancer/", following.remind_now, name="remind"),
    path("r/<str:token>/", answering.answer, name="answer"),
    path("c/<str:token>/", reviewing.minutes_by_link, name="minutes_by_link"),
]
