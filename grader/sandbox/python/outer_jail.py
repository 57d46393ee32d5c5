"""The outer jail, entered once by the zygote: namespaces and a root directory with next to nothing in it.

Needs no root and no tool. An ordinary user gets a user namespace first, in which this process may mount. Afterwards
the process sees the standard library, NumPy (and torch in the zygote that has it), three devices and an empty /tmp, all
read-only; no network, no process of the host, no home directory and no file of Stepwise. Shared libraries need not be
there: those that Python and the packages use are loaded by then. There is no /proc at all: nothing in Python needs it
to run, and what is not mounted cannot be read.
"""
from __future__ import annotations

import importlib.util
import os
import sysconfig
from typing import Sequence

import system

NAMESPACES = (
    system.CLONE_NEWNS
    | system.CLONE_NEWPID
    | system.CLONE_NEWNET
    | system.CLONE_NEWIPC
    | system.CLONE_NEWUTS
    | system.CLONE_NEWCGROUP
)
DEVICES = ('/dev/null', '/dev/zero', '/dev/urandom')

#: Mount flags that a user namespace must keep when it remounts something of the host's.
LOCKED_FLAGS = {
    os.ST_NOSUID: system.MS_NOSUID,
    os.ST_NODEV: system.MS_NODEV,
    os.ST_NOEXEC: system.MS_NOEXEC,
    os.ST_NOATIME: 1024,
    os.ST_NODIRATIME: 2048,
    os.ST_RELATIME: 1 << 21,
}


class CannotIsolate(Exception):
    """This host refuses a wall that Stepwise does not do without; the message says which and what to set."""


def _write(path: str, text: str) -> None:
    with open(path, 'w') as file:
        file.write(text)


def _setting(path: str) -> str:
    try:
        with open(path) as file:
            return file.read().strip()
    except OSError:
        return ''


def _advice() -> str:
    """What keeps user namespaces from an ordinary user, and the command that lets them."""
    if _setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') == '1':
        return (
            'AppArmor restricts user namespaces here (Ubuntu 23.10 and later): '
            'set sysctl kernel.apparmor_restrict_unprivileged_userns=0'
        )
    if _setting('/proc/sys/kernel/unprivileged_userns_clone') == '0':
        return 'user namespaces are switched off: set sysctl kernel.unprivileged_userns_clone=1'
    if _setting('/proc/sys/user/max_user_namespaces') == '0':
        return 'user namespaces are switched off: set sysctl user.max_user_namespaces=15000'
    return (
        'in a container, allow unshare and mount, for example with '
        'docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined --cap-add SYS_ADMIN'
    )


def enter_namespaces() -> bool:
    """Leaves the host's namespaces; True when that took a user namespace. Fork next: the child is process 1."""
    if os.geteuid() == 0:
        try:
            system.unshare(NAMESPACES)
            return False
        except PermissionError:
            pass  # root without CAP_SYS_ADMIN, as in a plain container, is an ordinary user here
    enter_as_user(NAMESPACES)
    return True


def enter_as_user(namespaces: int) -> None:
    """Leaves these namespaces of the host by way of a user namespace, in which the user keeps its id."""
    uid, gid = os.geteuid(), os.getegid()
    try:
        system.unshare(namespaces | system.CLONE_NEWUSER)
        _write('/proc/self/setgroups', 'deny')
        _write('/proc/self/uid_map', '%d %d 1' % (uid, uid))
        _write('/proc/self/gid_map', '%d %d 1' % (gid, gid))
    except OSError as error:
        raise CannotIsolate('no namespaces (%s); %s' % (error, _advice())) from error


def _package_directories(packages: Sequence[str]) -> list[str]:
    """The packages and the libraries that their wheels bring."""
    paths = []
    for name in packages:
        specification = importlib.util.find_spec(name)
        if specification is None or specification.origin is None:
            raise CannotIsolate('this Python has no %s' % name)
        package = os.path.dirname(specification.origin)
        paths += [package, package + '.libs']
    return [path for path in paths if os.path.isdir(path)]


def _library_directories() -> list[str]:
    paths = sysconfig.get_paths()
    return sorted({paths['stdlib'], paths['platstdlib']})


def require_visible_python(packages: Sequence[str]) -> None:
    """Every run's own /tmp would cover a Python that lives there."""
    for path in _library_directories() + _package_directories(packages):
        if path.startswith('/tmp/'):
            setting = 'STEPWISE_TORCH_PYTHON' if 'torch' in packages else 'STEPWISE_PYTHON'
            raise CannotIsolate('%s is in /tmp; set %s to a Python that lives elsewhere' % (path, setting))


def _bind_read_only(source: str, target: str, flags: int) -> None:
    system.mount(source, target, None, system.MS_BIND)
    make_read_only(target, flags)


def make_read_only(target: str, flags: int = 0) -> None:
    """What is mounted at `target`, with `flags` and those that it has."""
    host = os.statvfs(target).f_flag
    for theirs, ours in LOCKED_FLAGS.items():
        if host & theirs:
            flags |= ours
    system.mount('', target, None, system.MS_BIND | system.MS_REMOUNT | system.MS_RDONLY | flags)


def _show(new_root: str, path: str) -> None:
    os.makedirs(new_root + path, exist_ok=True)
    _bind_read_only(path, new_root + path, system.MS_NOSUID | system.MS_NODEV)


def replace_root(empty_directory: str, packages: Sequence[str]) -> None:
    """Makes a small read-only tmpfs the root and lets go of the host's. Run as process 1 of the namespaces."""
    system.mount('', '/', None, system.MS_REC | system.MS_PRIVATE)
    quiet = system.MS_NOSUID | system.MS_NODEV | system.MS_NOEXEC
    system.mount('stepwise', empty_directory, 'tmpfs', quiet, 'size=1m,nr_inodes=1k,mode=755')
    hidden = []
    for path in _library_directories():
        _show(empty_directory, path)
        hidden += [path + name for name in ('/site-packages', '/dist-packages') if os.path.isdir(path + name)]
    for path in hidden:
        system.mount('hidden', empty_directory + path, 'tmpfs', quiet, 'size=64k,mode=755')
    for path in _package_directories(packages):
        _show(empty_directory, path)
    for path in hidden:
        system.mount('', empty_directory + path, None, system.MS_REMOUNT | system.MS_RDONLY | quiet)
    os.mkdir(empty_directory + '/tmp')
    os.mkdir(empty_directory + '/dev')
    for path in DEVICES:
        os.close(os.open(empty_directory + path, os.O_CREAT | os.O_WRONLY))
        _bind_read_only(path, empty_directory + path, system.MS_NOSUID | system.MS_NOEXEC)
    os.chdir(empty_directory)
    # With both names the same the old root comes to lie on top of the new one, and is taken off.
    system.pivot_root('.', '.')
    system.unmount('.')
    os.chdir('/')
    system.mount('', '/', None, system.MS_REMOUNT | system.MS_RDONLY | quiet)
    system.sethostname('stepwise')
