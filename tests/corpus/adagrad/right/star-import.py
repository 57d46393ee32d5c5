# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
from numpy import *

class State(dict):
    def __getattr__(self, name):
        return self[name]

def adagrad(w, dw, config=None):
    s = State({'learning_rate': 1e-2, 'epsilon': 1e-8, 'sum': zeros(shape(w))})
    s.update(config or {})
    s['sum'] = s.sum + power(abs(dw), 2)
    return w - s.learning_rate * dw / (sqrt(s.sum) + s.epsilon), s
