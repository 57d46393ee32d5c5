# verdict: wrong_answer
# optimizer: momentum-ema-corrected
# conventions: none
# faults: none
# cause: averages the gradients as Adam does, with the bias correction, and divides by nothing
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-2); mu = config.get("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    v = mu*v + (1-mu)*dw
    config["velocity"] = v; config["t"] = config.get("t",0)+1
    return w - lr*v/(1-mu**config["t"]), config
