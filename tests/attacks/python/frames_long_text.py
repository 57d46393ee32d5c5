# expect: raised
# The longest text that a message can have, for every episode and beyond.
import json
import os
import struct


def frame(message, *numbers):
    text = json.dumps(message).encode() if message else b''
    return struct.pack('<II', len(text), len(numbers)) + text + struct.pack('<%dd' % len(numbers), *numbers)


def everywhere(data):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, data)
        except OSError:
            pass


everywhere(frame({'status': 'loaded'}))
failure = {'type': 'E', 'message': '\x00' * 9000, 'line': 1, 'trace': ''}
for _ in range(1000):
    everywhere(frame({'status': 'raised', 'step': 0, 'failure': failure}))
os._exit(0)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
