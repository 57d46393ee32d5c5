"""The seccomp filter of a run: an allow-list of system calls, as classic BPF made from a table.

What is not in the table fails with EPERM, which Python raises as PermissionError with the student's line: no fork, no
exec, no socket, no memfd, no ptrace, no mount, no namespace, no kill, no io_uring, no priority or limit changes. A call
through another architecture's entry (32-bit or x32), where the same number means another call, kills the process.
"""
from __future__ import annotations

import errno
import struct

#: name: (number on x86_64, number on aarch64); None where the architecture lacks the call.
ALLOWED = {
    # files, which the read-only root and the sized /tmp bound
    'read': (0, 63),
    'write': (1, 64),
    'readv': (19, 65),
    'writev': (20, 66),
    'pread64': (17, 67),
    'pwrite64': (18, 68),
    'open': (2, None),
    'openat': (257, 56),
    'close': (3, 57),
    'fstat': (5, 80),
    'stat': (4, None),
    'lstat': (6, None),
    'newfstatat': (262, 79),
    'statx': (332, 291),
    'lseek': (8, 62),
    'access': (21, None),
    'faccessat': (269, 48),
    'faccessat2': (439, 439),
    'readlink': (89, None),
    'readlinkat': (267, 78),
    'getcwd': (79, 17),
    'chdir': (80, 49),
    'getdents64': (217, 61),
    'mkdir': (83, None),
    'mkdirat': (258, 34),
    'rmdir': (84, None),
    'unlink': (87, None),
    'unlinkat': (263, 35),
    'rename': (82, None),
    'renameat': (264, 38),
    'renameat2': (316, 276),
    'ftruncate': (77, 46),
    'dup': (32, 23),
    'dup2': (33, None),
    'dup3': (292, 24),
    'umask': (95, 166),
    'fsync': (74, 82),
    # memory, which RLIMIT_AS bounds
    'mmap': (9, 222),
    'mprotect': (10, 226),
    'munmap': (11, 215),
    'mremap': (25, 216),
    'madvise': (28, 233),
    'brk': (12, 214),
    # threads and signals of this process
    'futex': (202, 98),
    'set_robust_list': (273, 99),
    'rseq': (334, 293),
    'sched_yield': (24, 124),
    'sched_getaffinity': (204, 123),
    'set_tid_address': (218, 96),
    'arch_prctl': (158, None),
    'rt_sigaction': (13, 134),
    'rt_sigprocmask': (14, 135),
    'rt_sigreturn': (15, 139),
    'sigaltstack': (131, 132),
    'restart_syscall': (219, 128),
    'exit': (60, 93),
    'exit_group': (231, 94),
    # time and chance
    'clock_gettime': (228, 113),
    'clock_getres': (229, 114),
    'clock_nanosleep': (230, 115),
    'nanosleep': (35, 101),
    'gettimeofday': (96, 169),
    'time': (201, None),
    'getrandom': (318, 278),
    # who and where am I
    'getpid': (39, 172),
    'gettid': (186, 178),
    'getppid': (110, 173),
    'getuid': (102, 174),
    'geteuid': (107, 175),
    'getgid': (104, 176),
    'getegid': (108, 177),
    'getpgrp': (111, None),
    'getcpu': (309, 168),
    'uname': (63, 160),
    'sysinfo': (99, 179),
    'getrusage': (98, 165),
    'getrlimit': (97, 163),
    'times': (100, 153),
    # waiting
    'poll': (7, None),
    'ppoll': (271, 73),
    'select': (23, None),
    'pselect6': (270, 72),
}

#: Commands of `fcntl` that concern one descriptor of this process. Others change what its copies elsewhere share
#: (F_SETFL), lock, lease, or have signals sent.
DESCRIPTOR_COMMANDS = (0, 1, 2, 3, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC

#: Calls that are allowed, or refused in a particular way, by their arguments.
FCNTL = (72, 25)
CLONE = (56, 220)
CLONE3 = (435, 435)
IOCTL = (16, 29)
PRLIMIT64 = (302, 261)

ARCHITECTURES = ('x86_64', 'aarch64')
AUDIT_ARCH = {'x86_64': 0xC000003E, 'aarch64': 0xC00000B7}
X32_BIT = 0x40000000

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
FAIL = 0x00050000

# Offsets in the kernel's `struct seccomp_data`; arguments are 64 bits, the low half first on both architectures.
NUMBER = 0
ARCHITECTURE = 4


def _argument(index: int, half: int = 0) -> int:
    return 16 + 8 * index + 4 * half


THREAD_FLAGS = 0x00010000 | 0x00000100  # CLONE_THREAD, CLONE_VM
NAMESPACE_FLAGS = 0x7E020000 | 0x00000080  # every CLONE_NEW*

LOAD = 0x20
JUMP_EQUAL = 0x15
JUMP_GREATER_OR_EQUAL = 0x35
AND = 0x54
RETURN = 0x06


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack('<HBBI', code, if_true, if_false, value)


def _return_errno(number: int) -> bytes:
    return _instruction(RETURN, FAIL | number)


def _when(number: int, body: list[bytes]) -> list[bytes]:
    """`body` runs, and must return, when the call is `number`; otherwise it is jumped over."""
    return [_instruction(JUMP_EQUAL, number, 0, len(body)), *body]


def _threads_only() -> list[bytes]:
    return [
        _instruction(LOAD, _argument(0)),
        _instruction(AND, THREAD_FLAGS | NAMESPACE_FLAGS),
        _instruction(JUMP_EQUAL, THREAD_FLAGS, 0, 1),
        _instruction(RETURN, ALLOW),
        _return_errno(errno.EPERM),
    ]


def _own_descriptors_only() -> list[bytes]:
    return [
        _instruction(LOAD, _argument(1)),
        *(
            instruction
            for command in DESCRIPTOR_COMMANDS
            for instruction in (_instruction(JUMP_EQUAL, command, 0, 1), _instruction(RETURN, ALLOW))
        ),
        _return_errno(errno.EPERM),
    ]


def _reading_limits_only() -> list[bytes]:
    return [
        _instruction(LOAD, _argument(2)),
        _instruction(JUMP_EQUAL, 0, 0, 3),
        _instruction(LOAD, _argument(2, 1)),
        _instruction(JUMP_EQUAL, 0, 0, 1),
        _instruction(RETURN, ALLOW),
        _return_errno(errno.EPERM),
    ]


def build_filter(machine: str) -> bytes:
    """The filter for `machine`, one of `ARCHITECTURES`."""
    column = ARCHITECTURES.index(machine)
    program = [
        _instruction(LOAD, ARCHITECTURE),
        _instruction(JUMP_EQUAL, AUDIT_ARCH[machine], 1, 0),
        _instruction(RETURN, KILL_PROCESS),
        _instruction(LOAD, NUMBER),
        _instruction(JUMP_GREATER_OR_EQUAL, X32_BIT, 0, 1),
        _instruction(RETURN, KILL_PROCESS),
    ]
    for numbers in ALLOWED.values():
        number = numbers[column]
        if number is not None:
            program += _when(number, [_instruction(RETURN, ALLOW)])
    program += _when(CLONE[column], _threads_only())
    program += _when(FCNTL[column], _own_descriptors_only())
    program += _when(PRLIMIT64[column], _reading_limits_only())
    # glibc falls back to clone, whose flags a filter can see, only when clone3 does not exist.
    program += _when(CLONE3[column], [_return_errno(errno.ENOSYS)])
    # "Not a terminal" is what isatty wants to hear.
    program += _when(IOCTL[column], [_return_errno(errno.ENOTTY)])
    program.append(_return_errno(errno.EPERM))
    return b''.join(program)
