# expect: died
# Hundreds of thousands of frames that say nothing, each of which the host once counted all frames before for.
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
flood = frame({'status': 'partly'}) * 1000
for _ in range(280):
    everywhere(flood)
os._exit(0)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
