# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: state-starts-elsewhere
# cause: the velocity is the gradient before the first step, which then joins it again
import numpy as np
def sgd_momentum(w, dw, config=None):
    config = config or {}
    lr, mu = config.get("learning_rate", .01), config.get("momentum", .9)
    v = config.get("velocity", dw)
    config["velocity"] = mu*v + dw
    return w - lr*config["velocity"], config
