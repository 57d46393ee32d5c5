# expect: completed-honest
# Takes other identities and capabilities.
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
column = ('x86_64', 'aarch64').index(platform.machine())
calls = {
    'setuid': ((105, 146), (0,)),
    'setgid': ((106, 144), (0,)),
    'setresuid': ((117, 147), (0, 0, 0)),
    'setgroups': ((116, 159), (0, 0)),
    'capset': ((126, 91), (0, 0)),
    'chown': ((260, 54), (-100, 0, 0, 0, 0)),
    'chmod': ((268, 53), (-100, 0, 2559)),
    'setpriority': ((141, 140), (0, 0, -20)),
    'sched_setscheduler': ((144, 119), (0, 1, 0)),
    'setsid': ((112, 157), ()),
}
for name, (numbers, arguments) in calls.items():
    if libc.syscall(numbers[column], *arguments) >= 0:
        print('BREACH', name)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
