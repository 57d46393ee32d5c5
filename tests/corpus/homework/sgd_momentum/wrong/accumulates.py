# verdict: wrong_answer
# optimizer: momentum
# conventions: learning-rate-inside-velocity
# faults: weights-exchanged
# cause: velocity does not decay: v = v + mu*v... momentum on the sum v = mu*(v - lr*g)
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    v = mu * (v - lr * dw)
    config["velocity"] = v
    return w + v, config
