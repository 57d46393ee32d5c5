# expect: completed-honest
# New namespaces, in which it would be root.
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
column = ('x86_64', 'aarch64').index(platform.machine())
calls = {
    'unshare user': ((272, 97), (268435456,)),
    'unshare mount': ((272, 97), (131072,)),
    'unshare net': ((272, 97), (1073741824,)),
    'setns': ((308, 268), (0, 0)),
    'clone user': ((56, 220), (268435473, 0, 0, 0, 0)),
    'clone thread in a new namespace': ((56, 220), (1073809664, 0, 0, 0, 0)),
}
for name, (numbers, arguments) in calls.items():
    if libc.syscall(numbers[column], *arguments) >= 0:
        print('BREACH', name)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
