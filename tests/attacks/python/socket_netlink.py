# expect: raised
# Opens a socket.
import socket

socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)
print('BREACH')


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
