# expect: died
# A byte at a time too, as fast as the machine can, so that whoever reads it has as much work as the program.
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
for byte in (struct.pack('<II', 0, 2**19) + bytes(2**17)):
    everywhere(bytes((byte,)))
os._exit(0)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
