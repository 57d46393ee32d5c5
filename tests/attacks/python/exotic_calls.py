# expect: completed-honest
# System calls with a history of exploits.
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
column = ('x86_64', 'aarch64').index(platform.machine())
calls = {
    'io_uring_setup': ((425, 425), (8, 0)),
    'bpf': ((321, 280), (0, 0, 0)),
    'perf_event_open': ((298, 241), (0, 0, -1, -1, 0)),
    'userfaultfd': ((323, 282), (0,)),
    'keyctl': ((250, 219), (0, -3, 0)),
    'add_key': ((248, 217), (0, 0, 0, 0, -3)),
    'memfd_create': ((319, 279), (0, 0)),
    'memfd_secret': ((447, 447), (0,)),
    'seccomp': ((317, 277), (1, 0, 0)),
    'prctl dumpable': ((157, 167), (4, 1, 0, 0, 0)),
    'personality': ((135, 92), (4194304,)),
    'ioctl TIOCSTI': ((16, 29), (0, 21522, 0)),
    'shmget': ((29, 194), (0, 4096, 1023)),
    'msgget': ((68, 186), (0, 1023)),
    'semget': ((64, 190), (0, 1, 1023)),
    'mq_open': ((240, 180), (0, 0, 0, 0)),
    'inotify_init1': ((294, 26), (0,)),
    'timerfd_create': ((283, 85), (1, 0)),
    'eventfd2': ((290, 19), (0, 0)),
    'modify_ldt or none': ((154, 167), (0, 0, 0)),
    'kexec_load': ((246, 104), (0, 0, 0, 0)),
    'init_module': ((175, 105), (0, 0, 0)),
    'reboot': ((169, 142), (0, 0, 0, 0)),
    'swapon': ((167, 224), (0, 0)),
    'acct': ((163, 89), (0,)),
    'quotactl': ((179, 60), (0, 0, 0, 0)),
    'syslog': ((103, 116), (3, 0, 0)),
}
for name, (numbers, arguments) in calls.items():
    if libc.syscall(numbers[column], *arguments) >= 0:
        print('BREACH', name)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
