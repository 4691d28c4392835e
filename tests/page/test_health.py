"""What `/readyz` says while a server starts, when it cannot, and when it stops."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from page.health import Health
from qa import Archive, Assistant


@pytest.fixture
def archive(sample_index: Path) -> Archive:
    return Archive(sample_index)


def readiness(health: Health) -> tuple[int, str]:
    app = FastAPI()
    health.add_to(app)
    told = TestClient(app).get("/readyz")
    return told.status_code, told.json().get("reason", "")


def test_it_waits_until_warm_and_again_when_it_stops(archive: Archive) -> None:
    health = Health(archive)
    assert readiness(health) == (503, "The reader and the grammar are being loaded.")
    health.warm_up().join()
    assert readiness(health) == (200, "")
    health.stop()
    assert readiness(health) == (503, "The server is stopping.")


def test_a_stop_while_it_warms_up_is_not_forgotten(archive: Archive) -> None:
    health = Health(archive)
    warming = health.warm_up()
    health.stop()
    warming.join()
    assert readiness(health) == (503, "The server is stopping.")


def test_an_archive_that_cannot_be_asked_is_never_ready(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no such file: /srv/secret")

    monkeypatch.setattr(Assistant, "ask", fail)
    health = Health(archive)
    health.warm_up().join()
    code, reason = readiness(health)
    assert code == 503
    assert "cannot be asked" in reason
    assert "/srv" not in reason
