"""Addresses of the room. Those of the sign-in library keep the names that it knows them by."""

from __future__ import annotations

from django.urls import include, path, re_path

from azalai.accounts.views import kept, me, people, posts, sign_in, trail

own = [
    path("agir/", me.switch, name="switch"),
    path("saisie/<uuid:public_id>/", kept.kept_input, name="kept"),
    path("saisie/<uuid:public_id>/supprimer/", kept.discard, name="kept_discard"),
    path("personnes/", people.person_list, name="person_list"),
    path("personnes/nouvelle/", people.person_new, name="person_new"),
    path("personnes/<uuid:public_id>/", people.person_detail, name="person"),
    path("personnes/<uuid:public_id>/modifier/", people.person_edit, name="person_edit"),
    path("personnes/<uuid:public_id>/fermer/", people.person_close, name="person_close"),
    path("personnes/<uuid:public_id>/rouvrir/", people.person_reopen, name="person_reopen"),
    path("personnes/<uuid:public_id>/mot-de-passe/", people.person_password, name="person_password"),
    path(
        "personnes/<uuid:public_id>/second-facteur/", people.person_second_factor, name="person_second_factor"
    ),
    path("postes/", posts.post_list, name="post_list"),
    path("postes/nouveau/", posts.post_new, name="post_new"),
    path("postes/<uuid:public_id>/", posts.post_detail, name="post"),
    path("postes/<uuid:public_id>/renommer/", posts.post_rename, name="post_rename"),
    path("postes/<uuid:public_id>/fermer/", posts.post_close, name="post_close"),
    path("postes/<uuid:public_id>/nommer/", posts.post_appoint, name="post_appoint"),
    path("postes/<uuid:public_id>/passation/", posts.post_hand_over, name="post_hand_over"),
    path("postes/<uuid:public_id>/suppleance/", posts.post_deputy, name="post_deputy"),
    path("postes/<uuid:public_id>/affectations/<int:tenure_id>/fin/", posts.tenure_end, name="tenure_end"),
    path(
        "postes/<uuid:public_id>/affectations/<int:tenure_id>/annuler/",
        posts.tenure_cancel,
        name="tenure_cancel",
    ),
    path("journal/", trail.trail_list, name="trail"),
    path("journal/telecharger/", trail.trail_csv, name="trail_csv"),
    path("journal/verifier/", trail.trail_verify, name="trail_verify"),
    path("journal/<int:sequence>/", trail.trail_entry, name="trail_entry"),
]

second_factor = [
    path("", sign_in.second_factor_state, name="mfa_index"),
    path("connexion/", sign_in.second_factor, name="mfa_authenticate"),
    path("confirmer/", sign_in.confirm_by_code, name="mfa_reauthenticate"),
    path("activer/", sign_in.activate_second_factor, name="mfa_activate_totp"),
    path("desactiver/", sign_in.deactivate_second_factor, name="mfa_deactivate_totp"),
    path("codes/", sign_in.recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/nouveaux/", sign_in.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codes/telecharger/", sign_in.download_recovery_codes, name="mfa_download_recovery_codes"),
]

urlpatterns = [
    path("", me.profile, name="account_profile"),
    path("", include((own, "accounts"))),
    path("connexion/", sign_in.sign_in, name="account_login"),
    path("deconnexion/", sign_in.sign_out, name="account_logout"),
    path("inscription/", sign_in.no_sign_up, name="account_signup"),
    path("ferme/", sign_in.inactive, name="account_inactive"),
    path("confirmer/", sign_in.confirm_by_password, name="account_reauthenticate"),
    path("mot-de-passe/", sign_in.change_password, name="account_change_password"),
    path("mot-de-passe/oublie/", sign_in.forgotten_password, name="account_reset_password"),
    path("mot-de-passe/envoye/", sign_in.forgotten_password_sent, name="account_reset_password_done"),
    path("mot-de-passe/change/", sign_in.new_password_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.new_password,
        name="account_reset_password_from_key",
    ),
    path("second-facteur/", include(second_factor)),
]
