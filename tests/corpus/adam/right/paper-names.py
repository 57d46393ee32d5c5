# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(theta, g_t, config=None):
    # Algorithm 1 of Kingma & Ba
    config = {} if config is None else config
    alpha = config.get('learning_rate', 0.001)
    beta_1, beta_2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    epsilon = config.get('epsilon', 1e-8)
    m_t, v_t, t = config.get('moments', (np.zeros_like(theta), np.zeros_like(theta), 0))

    t = t + 1
    m_t = beta_1 * m_t + (1 - beta_1) * g_t                # biased first moment estimate
    v_t = beta_2 * v_t + (1 - beta_2) * g_t * g_t          # biased second raw moment estimate
    m_hat = m_t / (1 - beta_1**t)
    v_hat = v_t / (1 - beta_2**t)
    theta = theta - alpha * m_hat / (np.sqrt(v_hat) + epsilon)

    config['moments'] = (m_t, v_t, t)
    return theta, config
