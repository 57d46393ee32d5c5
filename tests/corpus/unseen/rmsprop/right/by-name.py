# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
# cause: Right: dictionary of parameters, step() changes the dictionary.
import numpy as np

class RMSprop:
    # junfanggen
    def __init__(self, lr=0.01, decay_rate=0.99, eps=1e-8):
        self.lr, self.decay_rate, self.eps = lr, decay_rate, eps
        self.pingjun = {}

    def step(self, canshu, tidu):
        xin = {}
        for ming, zhi in canshu.items():
            if ming not in self.pingjun:
                self.pingjun[ming] = 0.0
            self.pingjun[ming] = self.decay_rate * self.pingjun[ming] + (1 - self.decay_rate) * tidu[ming] ** 2
            xin[ming] = zhi - self.lr / (np.sqrt(self.pingjun[ming]) + self.eps) * tidu[ming]
        canshu.update(xin)
        return canshu
