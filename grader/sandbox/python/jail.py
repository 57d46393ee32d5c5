"""The inner jail, entered by every run's own process before it reads a byte of the request.

By then the process is number 1 of a process namespace of its own, with a private /tmp. What is given up here cannot be
taken back: limits are hard, capabilities are gone, and the seccomp filter comes last because the steps before need
calls that it denies. The zygote has already emptied the bounding set and set NO_NEW_PRIVS, which forks inherit.
"""
from __future__ import annotations

import math
import os
import resource
import signal

import seccomp
import system

TMP_OPTIONS = 'size=16m,nr_inodes=1k,mode=700'
MAX_FILE_BYTES = 16 * 2**20
MAX_OPEN_FILES = 64
#: Of one user id, which all runs share in a user namespace.
MAX_THREADS = 64

_FILTER = seccomp.build_filter(system.MACHINE)


def mount_tmp(uid: int | None) -> None:
    """A /tmp of this run's own, gone with its mount namespace, and the only place where it can write."""
    flags = system.MS_NOSUID | system.MS_NODEV | system.MS_NOEXEC
    options = TMP_OPTIONS if uid is None else '%s,uid=%d,gid=%d' % (TMP_OPTIONS, uid, uid)
    system.mount('tmp', '/tmp', 'tmpfs', flags, options)
    os.chdir('/tmp')


def die_with_parent() -> None:
    """Asks for SIGKILL when the supervisor ends. The kernel forgets this when the uid changes."""
    system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit(which: int, value: int) -> None:
    resource.setrlimit(which, (value, value))


def give_up_privileges(uid: int | None) -> None:
    """Fixed limits, identity, capabilities. `uid` is None where the user namespace holds only one."""
    _limit(resource.RLIMIT_FSIZE, MAX_FILE_BYTES)
    _limit(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
    _limit(resource.RLIMIT_NPROC, MAX_THREADS)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_MEMLOCK, 0)
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    system.drop_capabilities()
    die_with_parent()
    system.prctl(system.PR_SET_DUMPABLE, 0)


def lock(cpu_seconds: float, address_space: int) -> None:
    """The limits that come with a request, and the system calls."""
    _limit(resource.RLIMIT_AS, address_space)
    _limit(resource.RLIMIT_CPU, math.ceil(cpu_seconds))
    system.install_filter(_FILTER)
