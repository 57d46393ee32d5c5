# verdict: wrong_answer
# optimizer: nesterov
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
# cause: Nesterov's step: w + mu*v - lr*g
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    learning_rate = config.get('learning_rate', 1e-2)
    momentum = config.get('momentum', 0.9)
    past_velocity = config.get('past_velocity', 0.0)
    velocity = past_velocity * momentum - learning_rate * dw
    w = w + momentum * velocity - learning_rate * dw
    config['past_velocity'] = velocity
    return w, config
