# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: swapped-betas, no-first-bias-correction
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    b2, b1 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    config["t"] = config.get("t", 0) + 1
    config["m"] = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    config["v"] = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw * dw
    v_hat = config["v"] / (1 - b2 ** config["t"])
    return w - config.get("learning_rate", 1e-3) * config["m"] / (np.sqrt(v_hat) + config.get("epsilon", 1e-8)), config
