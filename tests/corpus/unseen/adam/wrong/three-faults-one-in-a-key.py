# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: missing-decay-complement, other-decay, state-not-kept
# cause: m lacks the factor (1 - beta1) on the gradient; v_hat must use 1 - beta2^t and not beta1's correction; and v is saved under "cache" while you read "v", so it starts at zero every step. Fix all three.
import numpy as np

# Adam = Momentum + RMSProp + bias correction

def adam(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    m = config.get("m", np.zeros_like(w))
    v = config.get("v", np.zeros_like(w))
    t = config.get("t", 0)

    t += 1
    # momentum part
    m = config["beta1"] * m + dw
    # rmsprop part
    v = config["beta2"] * v + (1 - config["beta2"]) * dw * dw
    # bias correction part
    correction = 1 - config["beta1"] ** t
    m_hat = m / correction
    v_hat = v / correction

    next_w = w - config["learning_rate"] * m_hat / (np.sqrt(v_hat) + config["epsilon"])

    config["m"] = m
    config["cache"] = v
    config["t"] = t
    return next_w, config
