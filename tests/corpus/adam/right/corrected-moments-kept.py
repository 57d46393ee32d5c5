# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    # Keeps m_hat and v_hat. beta_t = beta (1 - beta^(t-1)) / (1 - beta^t), then an ordinary average with beta_t.
    if config is None:
        config = {}
    t = config.get("t", 0) + 1
    def decay(beta):
        return beta * (1 - beta ** (t - 1)) / (1 - beta ** t)
    d1, d2 = decay(config.get("beta1", 0.9)), decay(config.get("beta2", 0.999))
    m_hat = d1 * config.get("m_hat", np.zeros_like(w)) + (1 - d1) * dw
    v_hat = d2 * config.get("v_hat", np.zeros_like(w)) + (1 - d2) * dw ** 2
    config.update(t=t, m_hat=m_hat, v_hat=v_hat)
    return w - config.get("learning_rate", 1e-3) * m_hat / (np.sqrt(v_hat) + config.get("epsilon", 1e-8)), config
