# expect: died
# Fills what it shares with its keeper with the largest numbers, takes its pages away, and leaves.
import gc
import mmap
import os

for found in gc.get_objects():
    for each in (found, *(vars(found).values() if hasattr(found, '__dict__') else ())):
        if isinstance(each, mmap.mmap):
            each[:64] = b'\xff' * 64
            for advice in ('MADV_REMOVE', 'MADV_DONTNEED', 'MADV_FREE', 'MADV_HWPOISON'):
                try:
                    each.madvise(getattr(mmap, advice, 9))
                except (OSError, ValueError):
                    pass
            each[:64] = b'\xff' * 64
os._exit(1)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
