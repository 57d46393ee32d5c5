# expect: died
# Asks for gradients again and again without reading one, and leaves.
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
everywhere(frame(None, 1.0, -2.0) * 8000)
os._exit(0)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
