# expect: raised
# Asks the network.
import urllib.request

print('BREACH', urllib.request.urlopen('http://127.0.0.1/').read())


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
