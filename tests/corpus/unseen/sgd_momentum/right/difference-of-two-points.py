# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", .01), config.get("momentum", .9)
    prev = config.get("prev", w)
    new = w - lr*dw + mu*(w - prev)
    config["prev"] = np.array(w)
    return new, config
