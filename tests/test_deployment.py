"""The files in ``docs/deployment`` are valid and agree with Compose, with Fehrest's settings, and with each
other.
"""

import re
import shutil
import sqlite3
import ssl
import subprocess
import sys
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from engines.opensearch.settings import ClusterSettings
from search_app import create_app
from search_app.cli.main import COMMANDS
from search_app.hosts import open_to_others
from search_app.settings import Settings

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "deployment"
COMPOSE = FOLDER / "compose.yaml"
DEPLOYMENT = YAML(typ="safe").load(COMPOSE)
SERVICES = DEPLOYMENT["services"]
FEHRESTS = {name: one for name, one in SERVICES.items() if one["image"] == "fehrest"}
NODES = {name: one for name, one in SERVICES.items() if "opensearch" in one["image"]}
PAGE = (ROOT / "docs" / "deployment.md").read_text("utf-8")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prepared")
    prepare(folder)
    return folder


def prepare(folder):
    subprocess.run([FOLDER / "prepare.sh", folder], check=True, capture_output=True)


def mounts(service):
    """What is mounted -> where, without options."""
    return dict(mount.split(":")[:2] for mount in service.get("volumes", ()))


def environment(service):
    return service.get("environment", {})


def test_the_compose_file_keeps_to_its_specification():
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*checker, COMPOSE], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("kind", ["volumes", "networks", "secrets"])
def test_what_is_declared_is_used_and_what_is_used_is_declared(kind):
    used = {
        name
        for service in SERVICES.values()
        for name in (mounts(service) if kind == "volumes" else service.get(kind, ()))
        if not name.startswith(".")
    }
    assert used == DEPLOYMENT[kind].keys()


def test_every_service_that_is_waited_for_exists_and_can_get_there():
    for name, service in SERVICES.items():
        waits = service.get("depends_on", {})
        assert set(waits) <= SERVICES.keys(), name
        for other in waits:
            condition = waits[other]["condition"] if isinstance(waits, dict) else ""
            assert condition != "service_healthy" or "healthcheck" in SERVICES[other]


def test_every_file_that_is_mounted_is_there_or_is_made_by_prepare(prepared):
    named = {source for one in SERVICES.values() for source in mounts(one) if source.startswith(".")}
    named |= {one["env_file"] for one in SERVICES.values() if "env_file" in one}
    named |= {secret["file"] for secret in DEPLOYMENT["secrets"].values()}
    assert {
        name for name in named if not (FOLDER / name).exists() and not (prepared / name).exists()
    } == set()


def test_every_setting_of_fehrest_exists(prepared):
    known = {f"FEHREST_{field.name.upper()}" for field in fields(Settings)}
    known |= {f"FEHREST_OPENSEARCH_{field.name.upper()}" for field in fields(ClusterSettings)}
    files = [
        *FOLDER.glob("*.*"),
        FOLDER / "Dockerfile",
        *prepared.glob("*.env"),
        ROOT / "docs" / "deployment.md",
    ]
    written = {name for file in files for name in re.findall(r"\bFEHREST_[A-Z_]+\b", file.read_text("utf-8"))}
    assert written - known == set()
    assert {"FEHREST_OPENSEARCH_URL", "FEHREST_OPENSEARCH_PASSWORD"} <= written


@pytest.mark.parametrize(
    "name", [name for name in FEHRESTS if "FEHREST_ENGINE" in environment(FEHRESTS[name])]
)
def test_the_settings_of_a_service_make_sense_together(name, prepared, monkeypatch):
    given = {
        key: re.sub(r"\$\{\w+:-(.*)\}", r"\1", value) for key, value in environment(FEHRESTS[name]).items()
    }
    given |= {"FEHREST_OPENSEARCH_CA": str(prepared / "certificates" / "ca.pem")}
    if "env_file" in FEHRESTS[name]:
        given |= dict(line.split("=") for line in (prepared / FEHRESTS[name]["env_file"]).read_text().split())
    cluster, settings = ClusterSettings.load(given), Settings.load(given)
    assert [host.removeprefix("https://") for host in cluster.hosts] == [f"{node}:9200" for node in NODES]
    assert cluster.replicas == 1
    assert settings.engine == "opensearch"
    assert settings.host == "0.0.0.0"  # noqa: S104


def test_readers_have_no_archive_and_not_the_writers_rights():
    search, writer, sync = (SERVICES[name] for name in ("search", "writer", "sync"))
    assert search["env_file"] == "reader.env"
    assert search["deploy"]["replicas"] > 1
    assert not any(volume in DEPLOYMENT["volumes"] for volume in mounts(search))
    assert writer["env_file"] == sync["env_file"] == "writer.env"
    assert (
        environment(writer)["FEHREST_DATA"] == environment(sync)["FEHREST_DATA"] == mounts(writer)["archive"]
    )


def test_the_commands_exist():
    run = [" ".join(service["command"]) for service in FEHRESTS.values()]
    assert sorted(re.findall(r"\bfehrest (\w+)", " ".join(run))) == ["serve", "serve", "sync"]
    assert set(re.findall(r"\bfehrest ([a-z]+)", COMPOSE.read_text("utf-8"))) <= COMMANDS.keys()
    copied = re.findall(r"/\w+\.py", " ".join(run))
    assert {f".{name}" for name in copied} <= {mount for one in FEHRESTS.values() for mount in mounts(one)}


def test_a_service_is_healthy_where_it_is_ready():
    port = Settings().port
    client = create_app(Settings(data=Path("nowhere"))).test_client()
    for name in ("search", "writer"):
        [url] = re.findall(
            r"http://127\.0\.0\.1:(\d+)(/\w+)", " ".join(SERVICES[name]["healthcheck"]["test"])
        )
        assert url == (str(port), "/readyz")
        assert client.get(url[1]).status_code == 503


def test_the_proxy_alone_can_be_reached_from_outside_and_it_reaches_the_service():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    told = (FOLDER / "Caddyfile").read_text("utf-8")
    assert re.findall(r"^\s+name (\S+)\s+port (\d+)", told, re.MULTILINE) == [
        ("search", str(Settings().port))
    ]
    assert set(SERVICES["proxy"]["networks"]) & set(SERVICES["search"]["networks"])
    assert DEPLOYMENT["networks"]["cluster"]["internal"]
    assert all(node["networks"] == ["cluster"] for node in NODES.values())


def test_the_nodes_find_each_other_and_keep_their_own_data():
    assert len(NODES) == 3
    for name, node in NODES.items():
        told = environment(node)
        assert told["node.name"] == name
        assert told["discovery.seed_hosts"].split(",") == list(NODES)
        assert told["cluster.initial_cluster_manager_nodes"].split(",") == list(NODES)
        assert name in mounts(node)


def test_no_secret_stands_in_a_file_that_is_shared():
    for file in FOLDER.rglob("*"):
        if file.is_file() and not (file.suffix == ".env" or "certificates" in file.parts):
            text = file.read_text("utf-8")
            assert not re.search(r"PASSWORD(=|: )[^%`\s\"]", text), file
            assert "PRIVATE KEY" not in text
    ignored = (FOLDER / ".gitignore").read_text("utf-8").split()
    assert {"/certificates/", "/*.env"} <= set(ignored)
    assert YAML(typ="safe").load(FOLDER / "security" / "internal_users.yml").keys() == {"_meta"}


def test_the_image_holds_what_is_installed():
    kept = re.findall(r"^!(\S+)", (FOLDER / "Dockerfile.dockerignore").read_text("utf-8"), re.MULTILINE)
    assert {name for name in kept if not (ROOT / name).exists()} == set()
    packages = re.search(r"packages = \[(.*)\]", (ROOT / "pyproject.toml").read_text("utf-8"))[1]
    assert set(re.findall(r'"(\w+)"', packages)) <= set(kept)


def test_the_page_tells_of_every_service():
    assert {name for name in SERVICES if f"`{name}`" not in PAGE} == set()


def test_prepare_makes_certificates_and_passwords_once(prepared):
    made = {file: file.read_bytes() for file in prepared.rglob("*") if file.is_file()}
    assert {file.name for file in made} == {
        *(f"{name}.{kind}" for name in ("ca", "node", "admin") for kind in ("pem", "key")),
        *("reader.env", "writer.env"),
    }
    prepare(prepared)
    assert {file: file.read_bytes() for file in prepared.rglob("*") if file.is_file()} == made
    passwords = {content.split(b"PASSWORD=")[1] for file, content in made.items() if file.suffix == ".env"}
    assert len(passwords) == 2
    assert min(map(len, passwords)) > 40
    secret = [file for file in made if file.suffix in (".key", ".env")]
    assert {file.stat().st_mode & 0o077 for file in secret} == {0}


def test_the_certificate_of_the_nodes_is_good_for_each_of_them(prepared):
    folder = prepared / "certificates"
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "node.pem", folder / "node.key")
    for name in (*NODES, "127.0.0.1"):
        shake_hands(server, ssl.create_default_context(cafile=folder / "ca.pem"), name)
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(server, ssl.create_default_context(cafile=folder / "ca.pem"), "elsewhere.example")


def shake_hands(server_context, client_context, name):
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = server_context.wrap_bio(to_server, to_client, server_side=True)
    client = client_context.wrap_bio(to_client, to_server, server_hostname=name)
    done = set()
    for _ in range(10):
        for side in (client, server):
            try:
                side.do_handshake()
                done.add(side)
            except ssl.SSLWantReadError:
                pass
    assert done == {client, server}


def back_up(archive, folder, *keep):
    command = [sys.executable, FOLDER / "backup.py", archive, folder, *keep]
    return subprocess.run([*map(str, command)], capture_output=True, text=True)


def test_a_backup_is_whole_while_the_archive_is_written_to(tmp_path):
    archive, folder = tmp_path / "archive.sqlite3", tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 9):
        (folder / f"2020-01-0{day}.sqlite3").touch()
    with closing(sqlite3.connect(archive)) as writing:
        writing.execute("PRAGMA journal_mode = WAL")
        writing.execute("CREATE TABLE articles (id INTEGER)")
        writing.executemany("INSERT INTO articles VALUES (?)", ((number,) for number in range(5_000)))
        writing.commit()
        writing.execute("INSERT INTO articles VALUES (5001)")
        done = back_up(archive, folder, "3")
    assert done.returncode == 0, done.stderr
    *older, copy = sorted(folder.iterdir())
    assert [file.name for file in older] == ["2020-01-07.sqlite3", "2020-01-08.sqlite3"]
    with closing(sqlite3.connect(copy)) as read:
        assert read.execute("SELECT count(*) FROM articles").fetchone() == (5_000,)


def test_a_backup_that_fails_leaves_the_last_one_and_says_so(tmp_path):
    done = back_up(tmp_path / "none.sqlite3", tmp_path / "backups")
    assert done.returncode != 0
    assert "unable to open" in done.stderr
    assert list((tmp_path / "backups").glob("*.sqlite3")) == []


UNITS = {path.name: path.read_text("utf-8") for path in FOLDER.glob("fehrest*.*")}


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_one_that_systemd_understands(name, tmp_path):
    """Its programs are replaced by one that exists here."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    for file, text in UNITS.items():
        (tmp_path / file).write_text(text.replace("/opt/fehrest/bin/fehrest", "/bin/true"))
    command = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", tmp_path / name]
    done = subprocess.run(command, capture_output=True, text=True)
    if "Failed to initialize" in done.stderr or "Failed to connect" in done.stderr:
        pytest.skip(f"systemd-analyze does not work here: {done.stderr}")
    assert (done.returncode, [line for line in done.stderr.splitlines() if "fehrest" in line]) == (0, [])


def test_the_units_run_commands_that_exist_with_settings_that_make_sense():
    for text in UNITS.values():
        given = dict(re.findall(r"^Environment=(\w+)=(.+)$", text, re.MULTILINE))
        settings = Settings.load(given)
        assert settings.data == Path("/var/lib/fehrest") or not given
        assert open_to_others(settings) is None
    commands = re.findall(r"^ExecStart=\S+ (\w+)$", "".join(UNITS.values()), re.MULTILINE)
    assert sorted(commands) == ["serve", "sync"]
    assert set(commands) <= COMMANDS.keys()
    assert all(f"deployment/{name}" in PAGE for name in UNITS)


def test_every_figure_for_prometheus_is_in_the_page():
    sources = (ROOT / "search_app" / "metrics.py", ROOT / "search_app" / "cli" / "metrics.py")
    names = {name for path in sources for name in re.findall(r'"(fehrest_[a-z_]+)"', path.read_text("utf-8"))}
    assert names
    assert {name for name in names if name not in PAGE} == set()
