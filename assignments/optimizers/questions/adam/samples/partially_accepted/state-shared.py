# diagnosis: state-shared
import numpy as np

STATE = {}


def adam(w, dw, config=None):
    config = {} if config is None else config
    if STATE.get("shape") != np.shape(w):
        STATE.update(shape=np.shape(w), m=np.zeros_like(w), v=np.zeros_like(w), t=0)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    STATE["t"] += 1
    STATE["m"] = b1 * STATE["m"] + (1 - b1) * dw
    STATE["v"] = b2 * STATE["v"] + (1 - b2) * dw**2
    m_hat = STATE["m"] / (1 - b1 ** STATE["t"])
    v_hat = STATE["v"] / (1 - b2 ** STATE["t"])
    return w - config.get("learning_rate", 1e-3) * m_hat / (np.sqrt(v_hat) + config.get("epsilon", 1e-8)), config
