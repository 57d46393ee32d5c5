"""Walls around a process of Stepwise itself: `python confinement.py ORDER PROGRAM [ARGUMENT …]`, ORDER being JSON:

    {"show": ["/opt/stepwise/grader", …], "door": "/tmp/stepwise-door-x/socket" or null, "inside": "/run/…" or null}

The program runs as the user that it was started by, and cannot become another one. It sees the system's programs and
libraries and what `show` names, all read-only; a private /tmp; processes of its own only; and no network at all. `door`
is a socket, which it finds at `inside`: the one way to whoever listens there.

The grader starts students' programs behind walls of their own (`outer_jail.py`). These here are for what comes after: for
somebody who has got through those, or who has made the grader itself do what it should not.

Three processes: this one waits and ends as the program does; its child is process 1 of the new namespace, makes the walls
and looks after orphans; the program is the child of that. Where one of the first two is killed, so is all behind it.
"""
from __future__ import annotations

import json
import os
import signal
import sys
from typing import NoReturn

import jail
import outer_jail
import system

#: All but the cgroups: in a namespace of these the grader would not find those that were delegated to it.
NAMESPACES = outer_jail.NAMESPACES & ~system.CLONE_NEWCGROUP

#: Every Linux has this directory and nothing here needs what is in it: the new root is put together there.
_ROOT = '/dev/pts'
_SYSTEM = ('/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/sys/devices/system/cpu')
#: What a program needs to find its libraries, and the time.
_SETTINGS = ('/etc/ld.so.cache', '/etc/ld.so.conf', '/etc/ld.so.conf.d', '/etc/alternatives', '/etc/localtime')
_DEVICES = ('/dev/null', '/dev/zero', '/dev/full', '/dev/random', '/dev/urandom', '/dev/tty')
_CGROUPS = '/sys/fs/cgroup'
_TMP_OPTIONS = 'size=512m,mode=1777'
_QUIET = system.MS_NOSUID | system.MS_NODEV

_FORWARDED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def _bind(source: str, target: str) -> None:
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    # With all that is mounted below it: a user namespace may not look beneath mounts.
    system.mount(source, target, None, system.MS_BIND | system.MS_REC)


def _show(path: str) -> None:
    """Also by the name of a link, as /lib is one in many a system."""
    target = _ROOT + path
    if os.path.lexists(target) or not os.path.exists(path):
        return
    if os.path.islink(path) and os.path.dirname(path) == '/':
        os.symlink(os.readlink(path), target)
    else:
        _bind(path, target)


def _mounts_below(directory: str) -> list[str]:
    with open('/proc/self/mountinfo') as file:
        paths = [line.split(' ')[4].encode().decode('unicode_escape') for line in file]
    return [path for path in paths if path == directory or path.startswith(directory + '/')]


def _replace_root(show: list[str], door: str | None, inside: str | None) -> None:
    here = os.getcwd()
    system.mount('', '/', None, system.MS_REC | system.MS_PRIVATE)
    system.mount('stepwise', _ROOT, 'tmpfs', _QUIET, 'size=1m,nr_inodes=8k,mode=755')
    os.mkdir(_ROOT + '/proc')
    system.mount('proc', _ROOT + '/proc', 'proc', _QUIET | system.MS_NOEXEC)
    os.mkdir(_ROOT + '/tmp')
    system.mount('tmp', _ROOT + '/tmp', 'tmpfs', _QUIET, _TMP_OPTIONS)
    for path in (*_SYSTEM, *_SETTINGS, *_DEVICES, _CGROUPS, *sorted(show)):
        _show(path)
    if door is not None and inside is not None:
        _bind(door, _ROOT + inside)
    writable = (_ROOT + '/proc', _ROOT + '/tmp')
    for path in _mounts_below(_ROOT):
        if path not in writable and not path.startswith(_ROOT + _CGROUPS):
            outer_jail.make_read_only(path)
    os.chdir(_ROOT)
    # With both names the same the old root comes to lie on top of the new one, and is taken off.
    system.pivot_root('.', '.')
    system.unmount('.')
    os.chdir(here)


def _forward(child: int) -> None:
    """From now on what this process is told, the child is told."""
    for number in _FORWARDED:
        signal.signal(number, lambda number, _: os.kill(child, number))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _FORWARDED)


def _let_go_of_the_channel() -> None:
    """Node's own to the process that started it: whoever holds it keeps it open."""
    channel = os.environ.get('NODE_CHANNEL_FD')
    if channel is not None:
        os.close(int(channel))


def _status_of(waited: int) -> int:
    return 128 + os.WTERMSIG(waited) if os.WIFSIGNALED(waited) else os.WEXITSTATUS(waited)


def _be_the_program(command: list[str]) -> NoReturn:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _FORWARDED)
    os.environ['TMPDIR'] = '/tmp'
    os.execv(command[0], command)


def _be_process_one(order: dict, command: list[str]) -> NoReturn:
    status = 1
    try:
        jail.die_with_parent()
        _replace_root(order['show'], order['door'], order['inside'])
        system.prctl(system.PR_SET_NO_NEW_PRIVS, 1)
        system.drop_bounding_set()
        system.drop_capabilities()
        child = os.fork()
        if child == 0:
            _be_the_program(command)
        _let_go_of_the_channel()
        _forward(child)
        ended = None
        while ended != child:
            ended, waited = os.wait()
        status = _status_of(waited)
    except BaseException as error:  # this process must not go on as the one that waits for it
        sys.stderr.write('no walls around the process: %s\n' % error)
        sys.stderr.flush()
    finally:
        os._exit(status)


def main(order: dict, command: list[str]) -> int:
    if os.geteuid() == 0:
        sys.stderr.write('no walls around the process: root would walk through them\n')
        return 1
    try:
        outer_jail.enter_as_user(NAMESPACES)
    except outer_jail.CannotIsolate as error:
        sys.stderr.write('no walls around the process: %s\n' % error)
        return 1
    # Whoever is told to end while the child is made passes it on a little later.
    signal.pthread_sigmask(signal.SIG_BLOCK, _FORWARDED)
    child = os.fork()
    if child == 0:
        _be_process_one(order, command)
    _let_go_of_the_channel()
    _forward(child)
    return _status_of(os.waitpid(child, 0)[1])


if __name__ == '__main__':
    os._exit(main(json.loads(sys.argv[1]), sys.argv[2:]))
