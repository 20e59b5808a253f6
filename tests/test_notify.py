"""Alerts reach whom the settings name, and no secret of theirs reaches a log."""

from __future__ import annotations

import json
import logging
import socket
from typing import Any

import pytest
from pydantic import ValidationError

from flows.notify import Alert, send
from flows.settings import Settings
from tests.receivers import mail_receiver, web_receiver

ALERT = Alert("nightly failed: brave-finch", "ChecksFailedError: 1 check failed", "http://127.0.0.1:4200/runs/1")


def told(**given: Any) -> list[str]:
    return send(ALERT, Settings(**given))


def test_nobody_is_told_where_nobody_is_named() -> None:
    assert told() == []


def test_webhook_and_mail_get_the_whole_story() -> None:
    with web_receiver() as (web, posts), mail_receiver() as (mail, mails):
        address = f"smtp://desk:pa%24s@127.0.0.1:{mail}"
        assert told(
            alert_webhook=f"http://127.0.0.1:{web}/hook", alert_mail_server=address, alert_mail_to="a@example.org, b@example.org"
        ) == [
            "webhook",
            "e-mail",
        ]
    (post,), (message,) = [json.loads(body) for body in posts], mails
    assert post["text"] == "\n".join(ALERT)
    assert post["subject"] == ALERT.subject
    assert all(part in message for part in (f"Subject: [tradewire] {ALERT.subject}", "To: a@example.org, b@example.org", *ALERT[1:]))


def test_a_deaf_receiver_stops_no_other_and_its_address_stays_secret(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    with mail_receiver() as (mail, mails), caplog.at_level(logging.DEBUG):
        wanted: dict[str, Any] = {"alert_webhook": f"http://127.0.0.1:{closed}/swordfish", "alert_mail_server": f"smtp://127.0.0.1:{mail}"}
        assert told(**wanted, alert_mail_to="a@example.org") == ["e-mail"]
    assert len(mails) == 1
    assert "the webhook alert was not delivered" in caplog.text
    assert "swordfish" not in caplog.text + repr(Settings(**wanted, alert_mail_to="a@example.org"))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"alert_mail_server": "smtp://localhost"}, "TRADEWIRE_ALERT_MAIL_TO"),
        ({"server_auth": "swordfish"}, "name:password"),
    ],
)
def test_settings_that_cannot_work_are_told_without_their_secret(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message) as error:
        Settings(**given)
    assert "swordfish" not in str(error.value)
