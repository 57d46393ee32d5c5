# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

# 1 - beta^t without cancellation
correction = lambda beta, t: -np.expm1(t * np.log(beta))


def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": .9, "beta2": .999, "epsilon": 1e-8} | (config or {})
    c["t"] = t = c.get("t", 0) + 1
    c["m"] = m = np.average([c.get("m", 0 * w), dw], axis=0, weights=[c["beta1"], 1 - c["beta1"]])
    c["v"] = v = np.average([c.get("v", 0 * w), dw * dw], axis=0, weights=[c["beta2"], 1 - c["beta2"]])
    alpha = c["learning_rate"] * np.sqrt(correction(c["beta2"], t)) / correction(c["beta1"], t)
    return w - alpha * m / (np.sqrt(v) + c["epsilon"] * np.sqrt(correction(c["beta2"], t))), c
