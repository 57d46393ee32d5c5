# expect: raised
# Anonymous shared memory, which no malloc accounts for.
import mmap

hoard = []
while True:
    area = mmap.mmap(-1, 2**26)
    area[:: mmap.PAGESIZE] = b'x' * len(area[:: mmap.PAGESIZE])
    hoard.append(area)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
