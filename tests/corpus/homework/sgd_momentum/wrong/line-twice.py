# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: moment-updated-twice
# cause: the line of the velocity stands there twice
import numpy as np
def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))
    lr, mu = config['learning_rate'], config['momentum']
    v = mu*v - lr*dw
    v = mu*v - lr*dw
    config["velocity"]=v
    return w+v, config
