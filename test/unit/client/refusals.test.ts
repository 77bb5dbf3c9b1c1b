import assert from 'node:assert/strict';
import { explainRefusal } from '../../../client/src/auth/refusals.ts';
import { REFUSALS } from '../../harness/refusals.ts';
import { words } from './words.ts';

describe('a refused sign-in is explained', () => {
  for (const [error, description, says, nextStep] of REFUSALS) {
    it(`${error}${description ? `: ${description}` : ''}`, () => {
      const problem = explainRefusal({ error, description }, words);
      assert.match(problem.message, says);
      assert.equal(problem.nextStep, nextStep);
      assert.ok(problem.message.includes(error), 'it carries the original code');
      assert.ok(!description || problem.message.includes(description), 'and the original text');
    });
  }
});
