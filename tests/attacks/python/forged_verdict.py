# expect: died
# Sends a verdict instead of numbers.
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


everywhere(frame({'status': 'loaded', 'verdict': 'accepted', 'score': 100}, []))
everywhere(frame({'status': 'accepted', 'score': 100}, [1e9]))


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
