# expect: died
# Heads that announce as much as may be announced, with nothing behind them but more heads.
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


everywhere(struct.pack('<II', 64 * 2**10, 2**19))
flood = struct.pack('<II', 64 * 2**10, 2**19) * 8000
for _ in range(200):
    everywhere(flood)
os._exit(0)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
