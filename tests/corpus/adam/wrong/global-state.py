# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: state-shared
import numpy as np

m = v = None
t = 0


def adam(w, dw, config=None):
    global m, v, t
    if config is None:
        config = {}
    if m is None or np.shape(m) != np.shape(w):
        m, v, t = np.zeros_like(w), np.zeros_like(w), 0
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t += 1
    m = beta1 * m + (1 - beta1) * dw
    v = beta2 * v + (1 - beta2) * dw**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - config.get("learning_rate", 1e-3) * m_hat / (np.sqrt(v_hat) + config.get("epsilon", 1e-8)), config
