# expect: died
# Erases the memory that is shared with the keeper, as if its jail had never been made, and leaves.
import gc
import mmap
import os

for found in gc.get_objects():
    for each in (found, *(vars(found).values() if hasattr(found, '__dict__') else ())):
        if isinstance(each, memoryview) and not each.readonly:
            each[:] = b'\0' * len(each)
        if isinstance(each, mmap.mmap):
            each[:64] = b'\0' * 64
os._exit(1)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
