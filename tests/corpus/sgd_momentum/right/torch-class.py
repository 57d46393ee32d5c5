# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
class SGDMomentum:
    def __init__(self, params, lr=0.01, momentum=0.9):
        self.params = params
        self.lr = lr
        self.momentum = momentum
        self.bufs = [None for _ in params]

    def step(self, grads):
        for i in range(len(grads)):
            if self.bufs[i] is None:
                self.bufs[i] = grads[i].copy()
            else:
                self.bufs[i] *= self.momentum
                self.bufs[i] += grads[i]
            self.params[i][...] -= self.lr * self.bufs[i]
        return self.params
