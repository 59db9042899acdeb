"""Settings from the environment: what is required, what is refused, what is silent."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsapi.checks import check_settings
from newsapi.environment import database_from_url, local_secret, networks

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "DATABASE_URL": "postgresql://unused.example/newsapi",
    "ALLOWED_HOSTS": "comments.example",
}


def manage(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_deploy_is_silent_with_production_settings() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (0 silenced).\n"


@pytest.mark.parametrize("how", [{"DEBUG": "0"}, {"DATABASE_URL": "postgresql://unused.example/x"}])
def test_a_secret_is_required_when_debug_is_off(how: dict[str, str], tmp_path: Path) -> None:
    done = manage("check", NEWSAPI_DATA_DIR=str(tmp_path), **how)
    assert done.returncode == 2
    assert done.stderr == "newsapi: Set SECRET_KEY: at least 50 random characters, kept secret.\n"
    assert list(tmp_path.iterdir()) == []


def test_https_is_on_in_production_and_off_at_home(tmp_path: Path) -> None:
    code = (
        "from django.conf import settings as s; import json;"
        "found = [s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.ALLOWED_HOSTS];"
        "print(json.dumps(found))"
    )
    away = manage("shell", "--no-imports", "-c", code, **PRODUCTION)
    home = manage("shell", "--no-imports", "-c", code, NEWSAPI_DATA_DIR=str(tmp_path))
    assert json.loads(away.stdout) == [False, True, True, ["comments.example"]]
    assert json.loads(home.stdout) == [False, False, False, ["localhost", "127.0.0.1", "[::1]"]]


def test_the_local_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = local_secret(tmp_path / "new")
    assert local_secret(tmp_path / "new") == first
    assert len(first) > 50
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o077 == 0


def test_a_data_folder_that_cannot_be_used_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = manage("check", NEWSAPI_DATA_DIR=str(tmp_path / "file" / "data"))
    assert done.returncode == 2
    assert done.stderr.startswith("newsapi: The data folder")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value"), [("NEWSAPI_EDIT_WINDOW", "abc"), ("NEWSAPI_MAX_BODY", "1e3")]
)
def test_a_number_that_is_none_is_one_clear_line(name: str, value: str, tmp_path: Path) -> None:
    done = manage("check", NEWSAPI_DATA_DIR=str(tmp_path), **{name: value})
    assert done.returncode == 2
    assert done.stderr.startswith(f"newsapi: {name} is not valid")
    assert done.stderr.count("\n") == 1


def test_values_are_taken_as_they_are() -> None:
    done = manage("check", "--deploy", **{**PRODUCTION, "SECRET_KEY": "$" + "x7Y-" * 15})
    assert done.returncode == 0


def test_database_urls_are_read_as_libpq_reads_them() -> None:
    found = database_from_url("postgresql://me:p%40ss@db.example:5433/news?sslmode=require")
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "news",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    socket = database_from_url("postgresql://postgres@/news?host=%2Frun%2Fa%20b&port=5432")
    assert socket["HOST"] == "/run/a b"
    with pytest.raises(ImproperlyConfigured):
        database_from_url("mysql:/nonsense nonsense")


def test_proxies_must_be_networks() -> None:
    assert [str(network) for network in networks(["10.0.0.1", "10.1.0.0/16"])] == [
        "10.0.0.1/32",
        "10.1.0.0/16",
    ]
    with pytest.raises(ImproperlyConfigured):
        networks(["proxy.example"])


def test_settings_that_make_no_sense_are_named(settings: Any) -> None:
    assert check_settings(None) == []
    settings.NEWSAPI_MAX_BODY = 0
    settings.NEWSAPI_MODERATION = "sometimes"
    assert [error.id for error in check_settings(None)] == ["newsapi.E001", "newsapi.E002"]


def test_an_old_python_is_told_so() -> None:
    text = (ROOT / "manage.py").read_text()
    check, _, rest = text.partition("    os.environ.setdefault")
    assert rest
    old = check.replace("sys.version_info < (3, 11)", "sys.version_info < (99, 0)") + "main()\n"
    fail = text[text.index("def fail(") : text.index("if __name__")]
    done = subprocess.run(
        [sys.executable, "-c", fail + old], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("newsapi: needs Python 3.11 or newer; this is ")
