# expect: completed-honest
# Mounts, unmounts, changes roots.
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
column = ('x86_64', 'aarch64').index(platform.machine())
calls = {
    'mount': ((165, 40), (0, 0, 0, 0, 0)),
    'umount2': ((166, 39), (0, 2)),
    'pivot_root': ((155, 41), (0, 0)),
    'chroot': ((161, 51), (0,)),
    'open_tree': ((428, 428), (-100, 0, 1)),
    'fsopen': ((430, 430), (0, 0)),
    'move_mount': ((429, 429), (0, 0, 0, 0, 0)),
    'open_by_handle_at': ((304, 265), (-100, 0, 0)),
    'mknodat': ((259, 33), (-100, 0, 0, 0)),
}
for name, (numbers, arguments) in calls.items():
    if libc.syscall(numbers[column], *arguments) >= 0:
        print('BREACH', name)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
