"""The Linux system calls that the jail is built from, as functions that raise OSError.

Written on ctypes because `os.unshare` came with Python 3.12 only, and mount, pivot_root, prctl and seccomp have no
wrapper in the standard library at all. Constants are those of the kernel's `include/uapi/linux`.
"""
from __future__ import annotations

import ctypes
import os
import platform

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY = 1
MS_NOSUID = 2
MS_NODEV = 4
MS_NOEXEC = 8
MS_REMOUNT = 32
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
SECCOMP_MODE_FILTER = 2

LAST_CAPABILITY = 63
CAPABILITY_VERSION_3 = 0x20080522

SYS_PIVOT_ROOT = {'x86_64': 155, 'aarch64': 41}
SYS_CAPSET = {'x86_64': 126, 'aarch64': 91}

MACHINE = platform.machine()

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, '%s: %s' % (what, os.strerror(number)))


def unshare(flags: int) -> None:
    _check(_libc.unshare(ctypes.c_int(flags)), 'unshare(%#x)' % flags)


def setns(namespace: int, kind: int) -> None:
    _check(_libc.setns(ctypes.c_int(namespace), ctypes.c_int(kind)), 'setns')


def clear_environment() -> None:
    """Also of what libraries have set, which `os.environ` does not know."""
    _check(_libc.clearenv(), 'clearenv')


def sethostname(name: str) -> None:
    encoded = name.encode()
    _check(_libc.sethostname(encoded, ctypes.c_size_t(len(encoded))), 'sethostname')


def mount(source: str, target: str, kind: str | None, flags: int, options: str = '') -> None:
    result = _libc.mount(
        os.fsencode(source),
        os.fsencode(target),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        options.encode(),
    )
    _check(result, 'mount %s on %s' % (source, target))


def unmount(target: str) -> None:
    """Detaches at once, even while files in it are open."""
    _check(_libc.umount2(os.fsencode(target), MNT_DETACH), 'umount %s' % target)


def pivot_root(new_root: str, put_old: str) -> None:
    number = ctypes.c_long(SYS_PIVOT_ROOT[MACHINE])
    _check(_libc.syscall(number, os.fsencode(new_root), os.fsencode(put_old)), 'pivot_root')


def prctl(option: int, argument: int = 0, pointer: ctypes.c_void_p | None = None) -> None:
    zero = ctypes.c_ulong(0)
    _check(
        _libc.prctl(ctypes.c_int(option), ctypes.c_ulong(argument), pointer or zero, zero, zero),
        'prctl(%d)' % option,
    )


def drop_bounding_set() -> None:
    """No capability can ever come back through an exec. Stops at the first one that this kernel does not know."""
    for capability in range(LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            return


def drop_capabilities() -> None:
    """Empties the ambient, effective, permitted and inheritable sets of this process."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _check(_libc.syscall(ctypes.c_long(SYS_CAPSET[MACHINE]), header, nothing), 'capset')


class _FilterProgram(ctypes.Structure):
    _fields_ = [('length', ctypes.c_ushort), ('instructions', ctypes.c_char_p)]


def install_filter(program: bytes) -> None:
    """Installs a seccomp filter: classic BPF, 8 bytes an instruction. Cannot be undone."""
    description = _FilterProgram(len(program) // 8, program)
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.cast(ctypes.pointer(description), ctypes.c_void_p))
