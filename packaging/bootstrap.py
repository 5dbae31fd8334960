#!/usr/bin/env python3
"""From a fresh machine to the program in one command, and to its tests in another.

    python3 packaging/bootstrap.py run      makes .venv, installs, and opens the window on the sample case; without a display it
                                            writes the sample case, exports its pack, verifies the pack, and says where both are
    python3 packaging/bootstrap.py test     installs what tests need and runs all of them; further words go to pytest
    python3 packaging/bootstrap.py install  only prepares what the other two need

Standard library only. On Debian and Ubuntu it installs what the system lacks when it may (as root, or with a sudo that asks
for no password); otherwise it names the one command that does. Stamps in .venv make the second run quick.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
WORDS = ("run", "test", "install")
LINUX = sys.platform.startswith("linux")
MINIMUM_PIP = (22, 3)  # the first that installs into another environment (--python)

Names = tuple[str, ...]
"""Names that one package has in different releases, the newest first."""

# What Qt loads from the system: the library's name, then the packages that hold it (Debian 13 and Ubuntu 24.04 renamed one).
QT: dict[str, Names] = {
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libfontconfig.so.1": ("libfontconfig1",),
}
WINDOW: dict[str, Names] = {
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
}
PROGRAMS: dict[str, Names] = {
    "Xvfb": ("xvfb",),
    "openbox": ("openbox",),
    "xdotool": ("xdotool",),
    "strace": ("strace",),
    "pdftoppm": ("poppler-utils",),
}


def main(words: Sequence[str]) -> int:
    if not words or words[0] not in WORDS:
        print(__doc__)
        return 2
    if sys.version_info < OLDEST:
        print(f"This needs Python {OLDEST[0]}.{OLDEST[1]} or newer; {sys.executable} is {sys.version.split()[0]}.")
        return 1
    try:
        if words[0] == "run":
            prepare_system(window=has_display(), tests=False)
            prepare_python("run", ".")
            compile_program()
            prepare_recognition()
            return run()
        prepare_system(window=True, tests=True)
        prepare_python("test", ".[test]")
        compile_program()
        prepare_recognition()
        return test(words[1:]) if words[0] == "test" else 0
    except StopError as stop:
        print(stop)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"This failed (exit code {error.returncode}): {' '.join(map(str, error.cmd))}")
        return 1


class StopError(Exception):
    """What stands in the way, as a sentence."""


# ------------------------------------------------------------------------------------------------------------ the system


def prepare_system(*, window: bool, tests: bool) -> None:
    """Install what the system lacks, or name the command that does. Only test programs may stay missing."""
    needed: list[Names] = []
    if not can_make_environment() and not PYTHON.exists():
        needed.append((f"python3.{sys.version_info.minor}-venv", "python3-venv"))
    if LINUX and window:
        needed += missing_libraries(QT | WINDOW)
    wanted = [names for program, names in PROGRAMS.items() if LINUX and tests and shutil.which(program) is None]
    if not needed and not wanted:
        return
    if shutil.which("apt-get") is None:
        words = " ".join(names[-1] for names in needed + wanted)
        complaint = f"Missing on this system (by the names Debian gives them): {words}"
        if needed:
            raise StopError(complaint)
        print(complaint)
        return
    packages = known_packages(needed + wanted)
    if may_install():
        install_packages(packages)
        importlib.invalidate_caches()
        return
    command = the_one_command(packages)
    if needed:
        raise StopError(f"The system lacks something. This installs it:\n\n    {command}\n")
    print(f"Some tests will be skipped because a program is missing. This installs what they need:\n\n    {command}\n")


def the_one_command(packages: Sequence[str]) -> str:
    """Return the command that a person with the right to do so would type."""
    lists = "" if all(known(one) for one in packages) else "apt-get update && "
    command = f"{lists}apt-get install -y --no-install-recommends {' '.join(packages)}"
    return f"sudo sh -c '{command}'" if shutil.which("sudo") else f"su -c '{command}'"


def can_make_environment() -> bool:
    """Tell whether pip can be had: from Python itself (Debian puts that into python3-venv), or as an installed pip."""
    return importlib.util.find_spec("ensurepip") is not None or own_pip()


def own_pip() -> bool:
    if importlib.util.find_spec("pip") is None:
        return False
    from importlib.metadata import version

    return tuple(int(part) for part in version("pip").split(".")[:2]) >= MINIMUM_PIP


def missing_libraries(libraries: dict[str, Names]) -> list[Names]:
    missing = []
    for soname, names in libraries.items():
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing.append(names)
    return missing


def apt(*words: str, quiet: bool = False) -> int:
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    command = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", *words]
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, stdout=output, stderr=output, check=False).returncode


def may_install() -> bool:
    if os.geteuid() == 0:
        return True
    sudo = shutil.which("sudo")
    return sudo is not None and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0


def known(package: str) -> bool:
    answer = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, check=False).stdout
    return "Candidate:" in answer and "Candidate: (none)" not in answer


def known_packages(needed: Iterable[Names]) -> list[str]:
    """Return one package for each need: the first that this release knows, after asking for its lists where it knows none."""
    needs = list(needed)
    if may_install() and not all(any(known(name) for name in names) for names in needs):
        print("Reading the list of packages …", flush=True)
        apt("update", quiet=True)
    return list(dict.fromkeys(next((name for name in names if known(name)), names[-1]) for names in needs))


def install_packages(packages: Sequence[str]) -> None:
    print(f"Installing from the system's packages: {' '.join(packages)}", flush=True)
    words = ("install", "-y", "--no-install-recommends", *packages)
    if apt(*words, quiet=True) == 0:
        return
    apt("update", quiet=True)
    if apt(*words) != 0:
        raise StopError(f"The packages could not be installed: {' '.join(packages)}")


# ------------------------------------------------------------------------------------------------------------ Python


def prepare_python(purpose: str, requirement: str) -> None:
    """Make .venv and install the program into it, unless that was done for this very pyproject.toml."""
    stamp = VENV / f".installed-for-{purpose}"
    state = hashlib.sha256(f"{sys.version} {ROOT} {requirement} ".encode() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == state and works():
        return
    if not works():
        print(f"Making {VENV} …", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        # A copied or linked interpreter both do; without ensurepip the pip outside works on the environment.
        venv.create(VENV, with_pip=importlib.util.find_spec("ensurepip") is not None, symlinks=os.name != "nt")
    print("Installing the program and what it needs; the first time takes a minute or two …", flush=True)
    subprocess.run([*pip(), "install", "--quiet", "--disable-pip-version-check", "--editable", requirement], cwd=ROOT, check=True)
    unpack_signatures()
    stamp.write_text(state)


def compile_program() -> None:
    """Compile what was changed of the program: where Python may not write beside its sources, every start would."""
    subprocess.run([PYTHON, "-m", "compileall", "-q", ROOT / "reviewer"], check=False)


def prepare_recognition() -> None:
    """Fetch what recognising text needs to know of English; without it the program works on, and says so."""
    subprocess.run([sys.executable, ROOT / "packaging" / "trained_data.py"], check=False)


PATTERN_WHEN_USED = (
    "rec = re.compile(regex, flags=re.VERBOSE)\n        self._finditer = rec.finditer\n",
    "self._finditer = lambda text: re.compile(regex, flags=re.VERBOSE).finditer(text)\n",
)
"""A pattern of 6,000 letters that reads signatures apart, for messages about wrong arguments: compiled when there is one."""


def unpack_signatures() -> None:
    """Have Qt's bindings keep their signatures as compiled modules: they hold them as text, which is compiled at every start."""
    command = [str(PYTHON), "-c", "import shiboken6; print(shiboken6.__path__[0])"]
    told = subprocess.run(command, env={**os.environ, "SBK_EMBED": "0"}, capture_output=True, text=True, check=False)
    if told.returncode == 0:  # where a library of the system is missing the program says so itself when it starts
        folder = Path(told.stdout.strip())
        signatures = folder / "files.dir" / "shibokensupport" / "signature"
        maker, parser = signatures / "lib" / "pyi_generator.py", signatures / "parser.py"
        if maker.exists():
            maker.write_text("")  # makes type stubs, as nobody does here, and would be loaded at every start
        if parser.exists():
            parser.write_text(parser.read_text().replace(*PATTERN_WHEN_USED))
        subprocess.run([PYTHON, "-m", "compileall", "-q", folder], check=False)


def works() -> bool:
    """Tell whether .venv holds an interpreter that runs and is new enough."""
    question = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([PYTHON, "-c", question], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def pip() -> list[str]:
    inside = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    if inside:
        return [str(PYTHON), "-m", "pip"]
    if own_pip():
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    raise StopError(f"{VENV} has no pip and Python has none either. Remove {VENV} and run this again.")


# ------------------------------------------------------------------------------------------------------------ the two commands


def has_display() -> bool:
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def reviewer(*words: str | Path, check: bool = True) -> int:
    return subprocess.run([PYTHON, "-m", "reviewer", *words], cwd=ROOT, check=check).returncode


def sample_case() -> Path:
    """Return the sample case in the user's data folder, written now if it is not there."""
    question = "from reviewer.paths import data_folder; print(data_folder())"
    told = subprocess.run([PYTHON, "-c", question], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    case = Path(told.strip()) / "Sample.revcase"
    if not case.exists():
        case.parent.mkdir(parents=True, exist_ok=True)
        print("Writing the sample case …", flush=True)
        reviewer("sample", case)
    return case


def run() -> int:
    case = sample_case()
    refused = 3
    if has_display():
        print(f"Opening {case}", flush=True)
        code = reviewer(case, check=False)
        if code != refused:
            return code
    pack = case.with_name("Sample pack")
    print("There is no display, so the same job is done without a window.", flush=True)
    reviewer("export", case, pack, "--force")
    reviewer("verify", pack)
    print(f"\nThe case:  {case}\nIts pack:  {pack}\nOpen {pack / 'data' / 'index.html'} in any browser.")
    return 0


def test(words: Sequence[str]) -> int:
    # Each core begins with a share of its own, so that most modules are prepared once, and takes over what others have left.
    command = [str(PYTHON), "-m", "pytest", "-n", "auto", "--dist", "worksteal", *words]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
