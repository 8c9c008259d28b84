// What a test file of the core imports as fast-check while mutants are tried: the same, with few
// runs and one seed, so that a mutant's fate is no matter of luck and nothing is shrunk for nobody.

import fc from 'fast-check';

const mostRuns = 20;
const seed = 8;

function assert<T>(property: fc.IRawProperty<T>, parameters: fc.Parameters<T> = {}) {
  const numRuns = Math.min(parameters.numRuns ?? mostRuns, mostRuns);
  return fc.assert(property, { ...parameters, numRuns, seed, endOnFailure: true });
}

export default { ...fc, assert };
