# expect: completed-honest
# What another submission left in files or in memory.
import gc
import os

wanted = '_'.join(['MARKER', 'OF', 'THE', 'HONEST', 'SUBMISSION'])
if os.listdir('/tmp'):
    print('BREACH', os.listdir('/tmp'))
for found in gc.get_objects():
    for each in gc.get_referents(found):
        if type(each) is str and wanted in each and each is not wanted:
            print('BREACH', each[:80])


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
