"""Tells somebody that an unattended run went wrong: a webhook, an e-mail, or both, as the settings say."""

from __future__ import annotations

import json
import logging
import smtplib
from email.message import EmailMessage
from socket import gethostname
from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from flows.settings import Settings

SECONDS = 20  # patience with a receiver
MAIL_PORTS = {"smtp": 25, "smtps": 465}

log = logging.getLogger(__name__)


class Alert(NamedTuple):
    """What went wrong, in a line and in full."""

    subject: str
    text: str
    address: str  # of the run in the UI; empty where there is none

    @property
    def told(self) -> dict[str, str]:
        """What a webhook gets: `text`, which Slack, Mattermost and Teams show, and the parts for others."""
        return self._asdict() | {"text": "\n".join(part for part in self if part)}


def send(alert: Alert, settings: Settings) -> list[str]:
    """Sends the alert to everybody whom the settings name; returns who was told.

    A receiver that does not answer is logged, without its address, which may hold a password, and stops no other one.
    """
    told = []
    for name, wanted, deliver in (("webhook", settings.alert_webhook, _post), ("e-mail", settings.alert_mail_server, _mail)):
        if wanted is None:
            continue
        try:
            deliver(alert, settings)
            told.append(name)
        except (URLError, OSError, smtplib.SMTPException, ValueError) as error:
            log.error("the %s alert was not delivered: %s", name, type(error).__name__)
    return told


def _post(alert: Alert, settings: Settings) -> None:
    assert settings.alert_webhook is not None
    body = json.dumps(alert.told | {"host": gethostname()}, ensure_ascii=False).encode()
    request = Request(settings.alert_webhook.get_secret_value(), body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=SECONDS):
        pass


def _mail(alert: Alert, settings: Settings) -> None:
    assert settings.alert_mail_server is not None
    server = urlsplit(settings.alert_mail_server.get_secret_value())
    message = EmailMessage()
    message["Subject"] = f"[tradewire] {alert.subject}"
    message["From"] = settings.alert_mail_from
    message["To"] = settings.alert_mail_to
    message.set_content(f"{alert.text}\n\n{alert.address}\n\n{gethostname()}\n")
    connect = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    with connect(server.hostname or "localhost", server.port or MAIL_PORTS[server.scheme], timeout=SECONDS) as smtp:
        if server.scheme == "smtp" and smtp.has_extn("starttls"):
            smtp.starttls()
        if server.username:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(message)
