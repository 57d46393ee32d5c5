# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    # der Wurzel selbst gemerkt: hypot(a, g) = sqrt(a^2 + g^2)
    config = {} if config is None else config
    a = np.hypot(config.get("norm", np.zeros_like(w)), dw)
    config["norm"] = a
    return w - config.get("learning_rate", 1e-2)*dw/(a + config.get("epsilon", 1e-8)), config
