# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(learning_rate=1e-2, epsilon=1e-8):
    rho = 0.99
    def init(params):
        return {"sum_of_squares": np.zeros_like(params)}
    def update(g, state, params=None):
        s = rho * state["sum_of_squares"] + (1 - rho) * g * g
        return -learning_rate * g / (np.sqrt(s) + epsilon), {"sum_of_squares": s}
    return init, update
