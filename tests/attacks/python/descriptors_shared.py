# expect: completed-honest
# Tries what else a description carries for all who share it: owner, signal, lease, locks, size.
import fcntl
import os
import struct

LOCK = struct.pack('hhlli', fcntl.F_WRLCK, 0, 0, 0, 0)
TRIES = (
    (fcntl.F_SETOWN, 1),
    (10, 9),  # F_SETSIG
    (15, struct.pack('ii', 2, 1)),  # F_SETOWN_EX
    (fcntl.F_SETLEASE, fcntl.F_WRLCK),
    (fcntl.F_NOTIFY, 1),
    (fcntl.F_SETLK, LOCK),
    (fcntl.F_SETLKW, LOCK),
    (37, LOCK),  # F_OFD_SETLK
    (1031, 4096),  # F_SETPIPE_SZ
    (1033, 1),  # F_ADD_SEALS
)
for descriptor in range(64):
    for command, argument in TRIES:
        try:
            fcntl.fcntl(descriptor, command, argument)
            print('BREACH: command %d on descriptor %d' % (command, descriptor))
        except OSError:
            pass
    for action in (
        lambda: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB),
        lambda: os.set_blocking(descriptor, False),
        lambda: os.get_terminal_size(descriptor),
    ):
        try:
            action()
            print('BREACH: a change of descriptor %d' % descriptor)
        except OSError:
            pass


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
