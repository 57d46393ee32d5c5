# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
from collections import UserDict
import numpy as np

class State(UserDict):
    DEFAULTS = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8}

    def __init__(self, given=None):
        super().__init__({**self.DEFAULTS, **(given or {})})

    @property
    def rms(self):
        return np.sqrt(self["cache"]) + self["epsilon"]

def rmsprop(w, dw, config=None):
    state = config if isinstance(config, State) else State(config)
    rho = state["decay_rate"]
    state["cache"] = rho * state.get("cache", np.zeros_like(w)) + (1 - rho) * dw * dw
    return w - state["learning_rate"] * dw / state.rms, state
