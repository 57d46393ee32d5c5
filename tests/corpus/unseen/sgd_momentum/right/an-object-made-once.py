# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np


class Schwung:
    """SGD mit Schwung."""

    def __init__(self, lernrate=0.01, reibung=0.9):
        self.lernrate = lernrate
        self.reibung = reibung
        self.tempo = None

    def __call__(self, ort, steigung):
        if self.tempo is None:
            self.tempo = np.zeros(np.shape(ort))
        self.tempo *= self.reibung
        self.tempo += self.lernrate * steigung
        return ort - self.tempo          # tempo zeigt bergauf, darum minus


def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    if 'schwung' not in config:
        config['schwung'] = Schwung(config.get('learning_rate', 0.01), config.get('momentum', 0.9))
    return config['schwung'](w, dw), config
