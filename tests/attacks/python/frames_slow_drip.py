# expect: time
# A message that comes a byte at a time and is never whole.
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


import time

everywhere(struct.pack('<II', 60000, 0))
while True:
    everywhere(b' ')
    time.sleep(0.0005)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
