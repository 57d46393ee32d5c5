# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: gradient-not-squared
# cause: v averages the square root of |g| (sqrt typed for square)
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-3)
    beta1 = config.get("beta1", 0.9)
    beta2 = config.get("beta2", 0.999)
    eps = config.get("epsilon", 1e-8)
    vw = config.get("vw", np.zeros_like(w))
    sw = config.get("sw", np.zeros_like(w))
    t = config.get("t", 0) + 1
    vw = beta1 * vw + (1 - beta1) * dw
    sw = beta2 * sw + (1 - beta2) * np.sqrt(np.abs(dw))
    vc = vw / (1 - beta1 ** t)
    sc = sw / (1 - beta2 ** t)
    config["vw"], config["sw"], config["t"] = vw, sw, t
    return w - lr * vc / (np.sqrt(sc) + eps), config
