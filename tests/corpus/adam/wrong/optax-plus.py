# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: ascent
import numpy as np

def adam(learning_rate=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    def init(params):
        return {"count": 0, "mu": np.zeros_like(params), "nu": np.zeros_like(params)}

    def update(grads, state, params=None):
        count = state["count"] + 1
        mu = b1 * state["mu"] + (1 - b1) * grads
        nu = b2 * state["nu"] + (1 - b2) * grads**2
        # params - updates is taken by the caller
        updates = learning_rate * (mu / (1 - b1**count)) / (np.sqrt(nu / (1 - b2**count)) + eps)
        return updates, {"count": count, "mu": mu, "nu": nu}

    return init, update
