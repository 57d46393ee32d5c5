# expect: died | completed-honest | completed-wrong
# Overwrites the memory that is shared with the keeper.
import gc
import mmap

for found in gc.get_objects():
    for each in (found, *(vars(found).values() if hasattr(found, '__dict__') else ())):
        if isinstance(each, memoryview) and not each.readonly:
            each[:] = b'\xff' * len(each)
        if isinstance(each, mmap.mmap):
            each[:64] = b'\xff' * 64


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
