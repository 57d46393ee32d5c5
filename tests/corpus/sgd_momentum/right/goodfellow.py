# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
def sgd_momentum(theta, g, config=None):
    # Deep Learning, Algorithm 8.2
    config = dict(config or {})
    epsilon = config.get('learning_rate', 0.01)
    alpha = config.get('momentum', 0.9)
    v = config.get('velocity', 0 * theta)
    v = alpha * v - epsilon * g      # compute velocity update
    theta = theta + v                # apply update
    config['velocity'] = v
    return theta, config
