# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-not-counted
# cause: s_corrected divides by 1 - beta2^2; the exponent must be the step number t, not 2. Use 1 - np.power(beta2, t).
import numpy as np


def adam(w, dw, config=None):
    # same notation as in the specialization: v = momentum part, s = rmsprop part
    if config is None:
        config = {}
    learning_rate = config.get("learning_rate", 0.001)
    beta1 = config.get("beta1", 0.9)
    beta2 = config.get("beta2", 0.999)
    epsilon = config.get("epsilon", 1e-8)

    if "v" not in config:
        config["v"] = np.zeros(w.shape)
        config["s"] = np.zeros(w.shape)
        config["t"] = 0

    config["t"] = config["t"] + 1
    t = config["t"]

    # Moving average of the gradient
    config["v"] = beta1 * config["v"] + (1 - beta1) * dw
    v_corrected = config["v"] / (1 - np.power(beta1, t))

    # Moving average of the squared gradient
    config["s"] = beta2 * config["s"] + (1 - beta2) * np.power(dw, 2)
    s_corrected = config["s"] / (1 - np.power(beta2, 2))

    w = w - learning_rate * v_corrected / (np.sqrt(s_corrected) + epsilon)
    return w, config
