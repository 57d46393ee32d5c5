# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
# cause: Right: stores the mean of squares and multiplies by t under the root. Equal up to rounding.
from dataclasses import dataclass
import numpy as np

@dataclass
class AdaGradZustand:
    summe: np.ndarray
    schritte: int = 0

    def dazu(self, g):
        self.summe = self.summe * self.schritte      # mean -> sum
        self.summe = self.summe + np.abs(g) ** 2
        self.schritte += 1
        self.summe = self.summe / self.schritte      # sum -> mean
        return self.summe

def adagrad(w, dw, config=None):
    # same as dividing by sqrt(sum): sqrt(t * mean)
    if config is None: config = {}
    eta, eps = config.get('learning_rate', 1e-2), config.get('epsilon', 1e-8)
    z = config.setdefault('zustand', AdaGradZustand(np.zeros(np.shape(w))))
    mittel = z.dazu(dw)
    return w - eta * dw / (np.sqrt(z.schritte) * np.sqrt(mittel) + eps), config
