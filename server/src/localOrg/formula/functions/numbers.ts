import { number, sqlOf, type Typed } from '../typed.ts';
import { byRuntime, checkCount, type FormulaFunction, plain } from './function.ts';

export const numberFunctions: Readonly<Record<string, FormulaFunction>> = {
  ABS: bySqlite('abs'),
  ACOS: bySqlite('acos'),
  ASIN: bySqlite('asin'),
  ATAN: bySqlite('atan'),
  ATAN2: plain(['Number', 'Number'], 'Number', (y, x) => `atan2(${y}, ${x})`),
  CEILING: byRuntime('ceiling', ['Number'], 'Number'),
  COS: bySqlite('cos'),
  DISTANCE: plain(['Location', 'Location', 'Text'], 'Number', (a, b, unit) => `formula_distance(${a}, ${b}, ${unit})`),
  EXP: bySqlite('exp'),
  FLOOR: byRuntime('floor', ['Number'], 'Number'),
  GEOLOCATION: plain(['Number', 'Number'], 'Location', (latitude, longitude) => `(${latitude} || ',' || ${longitude})`),
  LN: bySqlite('ln'),
  LOG: bySqlite('log10'),
  MAX: extreme('max'),
  MCEILING: bySqlite('ceil'),
  MFLOOR: bySqlite('floor'),
  MIN: extreme('min'),
  MOD: byRuntime('mod', ['Number', 'Number'], 'Number'),
  PI: plain([], 'Number', () => 'pi()'),
  PICKLISTCOUNT(parameters, of) {
    checkCount(parameters, of, 1);
    const [field] = parameters as [Typed];
    return number(`formula_count_values(${sqlOf(field, of, 'Multi-Select Picklist')})`);
  },
  ROUND: byRuntime('round', ['Number', 'Number'], 'Number'),
  SIN: bySqlite('sin'),
  SQRT: bySqlite('sqrt'),
  TAN: bySqlite('tan'),
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
