# expect: completed-honest
# Variables of the server, also in the memory behind os.environ.
import ctypes
import os

environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), 'environ')
index = 0
while environ and environ[index]:
    print('BREACH', environ[index])
    index += 1
for name, value in os.environ.items():
    print('BREACH', name, value)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
