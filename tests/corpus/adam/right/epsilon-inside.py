# verdict: accepted
# optimizer: adam
# conventions: epsilon-inside-root
# faults: none
import numpy as np
def adam(x, dx, config=None):
  c = {'learning_rate':1e-3, 'beta1':.9, 'beta2':.999, 'epsilon':1e-8, 'm':0.*x, 'v':0.*x, 't':0}
  if config: c.update(config)
  c['t'] += 1
  c['m'] = c['beta1']*c['m'] + (1.-c['beta1'])*dx
  c['v'] = c['beta2']*c['v'] + (1.-c['beta2'])*dx*dx
  mhat, vhat = c['m']/(1.-c['beta1']**c['t']), c['v']/(1.-c['beta2']**c['t'])
  return x - c['learning_rate']*mhat/np.sqrt(vhat + c['epsilon']), c
