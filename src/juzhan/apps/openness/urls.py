"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from juzhan.apps.openness.views import communities, desk, inquiries, records

urlpatterns = [
    path("c", communities.community_list, name="communities"),
    path("c/<str:code>", communities.community_page, name="community"),
    path("c/<str:code>/inquiries", inquiries.inquiry_list, name="inquiries"),
    path("c/<str:code>/inquiries/<int:number>", inquiries.inquiry_page, name="inquiry"),
    path("c/<str:code>/record/checkpoint", records.checkpoint, name="record_checkpoint"),
    path("c/<str:code>/record/bundle", records.bundle, name="record_bundle"),
    path("m/<str:code>/record", records.matter_record, name="matter_record"),
    path("m/<str:code>/proof", records.matter_proof, name="matter_proof"),
    path("verify", records.verify, name="verify"),
    path("verify/verify_record.py", records.verifier, name="verifier"),
    path("desk/inquiries", desk.inquiries, name="desk_inquiries"),
    path("desk/inquiries/new", desk.new_inquiry, name="desk_inquiry_new"),
    path("desk/inquiries/<int:number>/answer", desk.answer, name="desk_inquiry_answer"),
]
