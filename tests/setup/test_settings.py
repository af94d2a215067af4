"""What an installation's environment makes of its settings, and what it is refused for."""

import re
import stat
import subprocess
import sys

import pytest
from django.core import mail
from django.core.mail import get_connection

from config.environment import broker_socket, mail_settings
from tests.setup.installation import INHERITED, ROOT, SOUND


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL"])
def test_production_names_what_is_missing(settings_for, missing):
    with pytest.raises(SystemExit, match=f"^attest: {missing} is missing: [^\n]+$"):
        settings_for(**{name: value for name, value in SOUND.items() if name != missing})


def test_a_missing_secret_ends_a_command_with_one_line(tmp_path):
    ended = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT,
        env=INHERITED | {"VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith("attest: SECRET_KEY is missing")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PLAIN_HTTP", "maybe"),
        ("PORT", "0"),
        ("PORT", "eighty"),
        ("MAX_UPLOAD_MB", "-1"),
        ("TRUSTED_PROXIES", "yes"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "postgresql://host:port/name"),
        ("REDIS_URL", "http://host"),
        ("EMAIL_URL", "mail.example.com"),
        ("CLAMD_URL", "clamd:3310"),
        ("LOG_LEVEL", "loud"),
        ("WEBHOOK_PORTS", "443,https"),
        ("WEBHOOK_PORTS", "70000"),
        ("WEBHOOK_NETWORKS", "10.0.0.1/8"),
        ("WEBHOOK_NETWORKS", "inside"),
        ("WEBHOOK_NETWORKS", "0.0.0.0/0"),
        ("VAR", "/proc/nowhere"),
        ("S3_BUCKET", "evidence"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line(settings_for, name, value):
    with pytest.raises(SystemExit, match=r"^attest: [A-Z0-9_]+ [^\n]+$"):
        settings_for(**SOUND, **{name: value}) if name != "EMAIL_URL" else settings_for(**SOUND | {name: value})


def test_a_refused_address_is_not_repeated_as_it_may_hold_a_password(settings_for):
    with pytest.raises(SystemExit) as refusal:
        settings_for(**SOUND, DATABASE_URL="mysql://attest:hush@host/name")

    assert "hush" not in str(refusal.value)


def test_plain_http_generates_a_key_once_that_only_its_owner_reads(settings_for, tmp_path):
    first, second = settings_for(PLAIN_HTTP="1")["SECRET_KEY"], settings_for(PLAIN_HTTP="1")["SECRET_KEY"]

    assert first == second
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_cookies_are_bound_to_the_host_in_production(settings_for):
    settings = settings_for(**SOUND)

    for kind in ("SESSION", "CSRF", "LANGUAGE"):
        assert settings[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert settings[f"{kind}_COOKIE_SECURE"] is True
        assert settings[f"{kind}_COOKIE_SAMESITE"] == "Lax"


def test_plain_http_turns_off_what_needs_https(settings_for):
    settings = settings_for(PLAIN_HTTP="1")

    assert not settings["SECURE_SSL_REDIRECT"]
    assert not settings["SECURE_HSTS_SECONDS"]
    assert settings["SESSION_COOKIE_NAME"] == "session"


def test_production_believes_forwarded_headers_only_behind_a_named_proxy(settings_for):
    assert "SECURE_PROXY_SSL_HEADER" not in settings_for(**SOUND)
    assert "SECURE_PROXY_SSL_HEADER" in settings_for(**SOUND, TRUSTED_PROXIES="1")
    assert settings_for(**SOUND)["USE_X_FORWARDED_HOST"] is False


def test_postgresql_gets_a_pool_that_checks_its_connections(settings_for):
    database = settings_for(**SOUND, DATABASE_URL="postgresql://attest:hush@db/attest?sslmode=require")["DATABASES"]

    assert database["default"]["CONN_HEALTH_CHECKS"] is True
    assert database["default"]["OPTIONS"]["pool"]["max_size"] == 20
    assert database["default"]["OPTIONS"]["sslmode"] == "require"


def test_sqlite_takes_its_write_lock_at_the_start_of_a_transaction(settings_for):
    options = settings_for(PLAIN_HTTP="1")["DATABASES"]["default"]["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_a_bucket_keeps_evidence_private_with_short_lived_addresses(settings_for):
    store = settings_for(**SOUND, S3_BUCKET="evidence", S3_ACCESS_KEY="a", S3_SECRET_KEY="b")["STORAGES"]["default"]

    assert store["BACKEND"] == "storages.backends.s3.S3Storage"
    assert store["OPTIONS"]["signature_version"] == "s3v4"
    assert store["OPTIONS"]["querystring_expire"] <= 60


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://mail.example.com", {"EMAIL_PORT": 25, "EMAIL_USE_SSL": False, "EMAIL_USE_TLS": False}),
        ("smtp://mail.example.com/?starttls=1", {"EMAIL_PORT": 587, "EMAIL_USE_TLS": True}),
        ("smtps://ana%40x:h%2Fush@mail", {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True, "EMAIL_HOST_PASSWORD": "h/ush"}),
        ("console://", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
    ],
)
def test_an_email_address_becomes_djangos_settings(settings_for, address, expected):
    settings = settings_for(**SOUND | {"EMAIL_URL": address})

    assert expected.items() <= settings.items()


def test_without_a_mail_server_letters_become_files(tmp_path):
    made = mail_settings(None, folder=tmp_path)

    connection = get_connection(made["EMAIL_BACKEND"], file_path=made["EMAIL_FILE_PATH"])
    connection.send_messages([mail.EmailMessage("Due", "A finding is due.", "a@example.com", ["b@example.com"])])

    assert "A finding is due." in next(tmp_path.iterdir()).read_text()


def test_the_brokers_socket_is_short_enough_however_deep_the_data_lies(tmp_path):
    assert broker_socket(tmp_path / "v").is_relative_to(tmp_path / "v") or len(str(tmp_path)) > 80
    assert len(str(broker_socket(tmp_path / ("deep/" * 40)))) < 108


def test_every_name_that_settings_read_is_in_the_example():
    text = "".join((ROOT / "config" / name).read_text() for name in ("settings.py", "signin.py", "environment.py"))
    kinds = "text|flag|number|numbers|names|networks|required|address|choice|folder|witnesses"
    read = set(re.findall(rf"env\.(?:{kinds})\(\s*\"([A-Z0-9_]+)\"", text))

    described = set(re.findall(r"^#?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert len(read) > 25
    assert read == described


def test_pins_are_hashed_and_name_no_registry():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        pins = re.findall(r"^[a-z0-9.-]+==.*(?:\n .*)*", text, re.MULTILINE)

        assert len(pins) > 20
        assert all("--hash=sha256:" in pin for pin in pins)
        assert "://" not in text
        assert "index-url" not in text
