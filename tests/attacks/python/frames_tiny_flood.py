# expect: died
# Frames of no text and no numbers, as many as there is time for.
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
flood = struct.pack('<II', 0, 0) * 8000
while True:
    everywhere(flood)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
