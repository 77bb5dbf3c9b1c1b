import { number, sqlOf } from '../typed.ts';
import { byRuntime, checkCount, type FormulaFunction, plain } from './function.ts';

export const numberFunctions: Readonly<Record<string, FormulaFunction>> = {
  ABS: bySqlite('abs'),
  CEILING: byRuntime('ceiling', ['Number'], 'Number'),
  EXP: bySqlite('exp'),
  FLOOR: byRuntime('floor', ['Number'], 'Number'),
  LN: bySqlite('ln'),
  LOG: bySqlite('log10'),
  MAX: extreme('max'),
  MCEILING: bySqlite('ceil'),
  MFLOOR: bySqlite('floor'),
  MIN: extreme('min'),
  MOD: byRuntime('mod', ['Number', 'Number'], 'Number'),
  PI: plain([], 'Number', () => 'pi()'),
  ROUND: byRuntime('round', ['Number', 'Number'], 'Number'),
  SQRT: bySqlite('sqrt'),
  TRUNC: plain(['Number'], 'Number', (value, digits = '0') => `formula_truncate(${value}, ${digits})`, ['Number']),
};

function bySqlite(name: string): FormulaFunction {
  return plain(['Number'], 'Number', value => `${name}(${value})`);
}

/** Of any number of numbers; SQLite's own function of one parameter would be an aggregate. */
function extreme(name: 'max' | 'min'): FormulaFunction {
  return (parameters, of) => {
    checkCount(parameters, of, 1, Number.POSITIVE_INFINITY);
    const values = parameters.map(parameter => sqlOf(parameter, of, 'Number'));
    return number(values.length === 1 ? values[0]! : `${name}(${values.join(', ')})`);
  };
}
