# expect: raised
# Opens a socket.
import socket

socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
print('BREACH')


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
