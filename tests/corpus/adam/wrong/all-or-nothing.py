# verdict: runtime_error
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

DEFAULTS = dict(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8)

def adam(w, dw, config=None):
    config = config or dict(DEFAULTS)
    m, v, t = config.get("m", 0), config.get("v", 0), config.get("t", 0) + 1
    m = config["beta1"] * m + (1 - config["beta1"]) * dw
    v = config["beta2"] * v + (1 - config["beta2"]) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - config["beta1"] ** t), v / (1 - config["beta2"] ** t)
    return w - config["learning_rate"] * m_hat / (np.sqrt(v_hat) + config["epsilon"]), config
