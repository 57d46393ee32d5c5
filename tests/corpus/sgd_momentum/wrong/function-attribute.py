# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: state-shared, ascent
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    v = getattr(sgd_momentum, "v", None)
    if v is None or v.shape != np.shape(w):
        v = np.zeros(np.shape(w))
    v = np.asarray(config.get("momentum", 0.9) * v + config.get("learning_rate", 1e-2) * dw)
    sgd_momentum.v = v
    return w + v, config
