import { expect, test } from '@jest/globals';
import { blasAmong } from '../../../grader/experiments/blas.ts';

test.each([
  [['/usr/lib/x86_64-linux-gnu/openblas-pthread/libblas.so.3'], { name: 'openblas', isQuick: true }],
  [['/opt/numpy.libs/libscipy_openblas64_-fdde5778.so'], { name: 'openblas', isQuick: true }],
  [['/opt/lib/libmkl_rt.so.2'], { name: 'mkl', isQuick: true }],
  [['/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.12.1'], { name: 'reference BLAS', isQuick: false }],
  [['/usr/lib/x86_64-linux-gnu/libc.so.6', ''], null],
])('%j', (paths, blas) => expect(blasAmong(paths)).toEqual(blas));
