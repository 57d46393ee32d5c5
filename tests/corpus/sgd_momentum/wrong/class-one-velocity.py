# verdict: partially_accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: state-shared
class sgd_momentum:
    def __init__(self, params, learning_rate=1e-2, momentum=0.9):
        self.params = params
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocity = 0.0

    def step(self, grads):
        for p, g in zip(self.params, grads):
            self.velocity = self.momentum * self.velocity - self.learning_rate * g
            p += self.velocity
