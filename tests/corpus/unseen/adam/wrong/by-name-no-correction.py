# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: no-first-bias-correction, no-second-bias-correction
# cause: No bias correction at all; neither m nor v is divided by 1-beta**t and no step counter is kept.
from dataclasses import dataclass, field
import numpy as np


@dataclass
class Adam:
    """Adam nach der Vorlesung (Folie 31)"""
    lr: float = 1e-3
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    mittel: dict = field(default_factory=dict)
    quadrat: dict = field(default_factory=dict)

    def update(self, params, grads):
        for name in params:
            g = grads[name]
            m_alt = self.mittel.get(name, np.zeros_like(g))
            q_alt = self.quadrat.get(name, np.zeros_like(g))
            self.mittel[name] = m_alt + (1 - self.beta1) * (g - m_alt)
            self.quadrat[name] = q_alt + (1 - self.beta2) * (g * g - q_alt)
            # nach ein paar Schritten ist die Korrektur sowieso ~1
            params[name] = params[name] - self.lr * self.mittel[name] / (np.sqrt(self.quadrat[name]) + self.eps)
        return params
