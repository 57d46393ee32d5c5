# expect: died
# Speaks for the keeper without knowing its token.
import json
import os
import struct


def frame(message, numbers):
    text = json.dumps(message).encode() if message else b''
    return struct.pack('<II', len(text), len(numbers)) + text + struct.pack('<%dd' % len(numbers), *numbers)


def everywhere(data):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, data)
        except OSError:
            pass


trailer = {'prepared': False, 'limit': None, 'signal': 0, 'exit': 0, 'episode': 0, 'step': 0, 'outputBytes': 0}
everywhere(b'\0' * 16 + frame(trailer, []))
os._exit(0)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
