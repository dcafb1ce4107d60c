"""Apache Kafka for tests: one KRaft node in combined mode, its jars by Maven, on free ports, in seconds.

The jars are fetched once into `build/kafka`. Knows nothing of pytest and of Storywatch.
"""

import base64
import fcntl
import os
import shutil
import socket
import subprocess
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
POM = HERE / "kafka" / "pom.xml"
JARS = HERE.parents[1] / "build" / "kafka"
COMPLETE = "complete-for-pom"
"""Holds the pom that the folder was filled by: another version fetches again, half a fetch is no fetch."""

START_SECONDS = 60.0
FETCH_SECONDS = 600.0

JAVA = ("java", "-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")

PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs={folder}/log
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
"""


class KafkaUnavailableError(RuntimeError):
    """Apache Kafka cannot run here; the message has the command that helps."""


@dataclass
class ApacheKafka:
    """One Kafka process, from `start` to `stop`."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """Where clients reach it, as HOST:PORT."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Format the storage, start the process, wait until it accepts; raise KafkaUnavailableError if it does not."""
        classpath = f"{fetch_jars()}/*"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, controller = free_ports(2)
        settings = self.folder / "server.properties"
        settings.write_text(PROPERTIES.format(port=self.port, controller=controller, folder=self.folder))
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        log_path = self.folder / "kafka.out"
        with log_path.open("ab") as log:
            format_storage = [*JAVA, "-cp", classpath, "kafka.tools.StorageTool", "format", "-t", cluster]
            subprocess.run([*format_storage, "-c", str(settings)], stdout=log, stderr=log, check=True, timeout=60)
            serve = [*JAVA, "-cp", classpath, "kafka.Kafka", str(settings)]
            self.process = subprocess.Popen(serve, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + START_SECONDS
        while not accepts(self.port):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise KafkaUnavailableError(f"Apache Kafka did not start: see {log_path}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End the process; its log is thrown away with its folder, so there is nothing to wait for."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def fetch_jars() -> Path:
    """Return the folder of Kafka's jars, filled by Maven the first time; raise KafkaUnavailableError without it."""
    for command in ("java", "mvn"):
        if shutil.which(command) is None:
            raise KafkaUnavailableError(
                f"{command} is not on PATH, and Apache Kafka needs it: apt-get install openjdk-17-jre-headless maven",
            )
    JARS.mkdir(parents=True, exist_ok=True)
    with (JARS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark = JARS / COMPLETE
        if mark.exists() and mark.read_text() == POM.read_text():
            return JARS
        for jar in JARS.glob("*.jar"):
            jar.unlink()
        copy = ["mvn", "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", f"-DoutputDirectory={JARS}"]
        done = subprocess.run(copy, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False)
        if done.returncode != 0:
            said = done.stdout[-2000:] + done.stderr[-2000:]
            raise KafkaUnavailableError(f"Maven did not fetch Apache Kafka:\n{said}")
        mark.write_text(POM.read_text())
    return JARS


def free_ports(count: int) -> list[int]:
    """Find `count` different free ports on loopback."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def accepts(port: int) -> bool:
    """Say whether something listens on a port of loopback."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def kafka_is_mandatory() -> bool:
    """Say whether a missing Kafka is a failure here: in CI, and wherever it was asked for."""
    return bool(os.environ.get("CI")) or os.environ.get("STORYWATCH_KAFKA") == "1"
