import { FormulaError } from '../errors.ts';
import { blankOf, commonType, sqlOf, type Typed, truth } from '../typed.ts';
import { checkCount, type FormulaFunction, plain, typed } from './function.ts';

export const logicalFunctions: Readonly<Record<string, FormulaFunction>> = {
  AND: joined('AND'),
  OR: joined('OR'),
  NOT: plain(['Boolean'], 'Boolean', value => `(NOT ${value})`),
  IF(parameters, of) {
    checkCount(parameters, of, 3);
    const [condition, ...branches] = parameters as [Typed, Typed, Typed];
    const type = commonType(branches, of);
    const [yes, no] = branches.map(branch => as(type, branch));
    return typed(type, `iif(${sqlOf(condition, of, 'Boolean')}, ${yes}, ${no})`);
  },
  CASE: chosen,
  ISBLANK: isBlank,
  ISNULL: isBlank,
  BLANKVALUE: otherwise,
  NULLVALUE: otherwise,
  ISPICKVAL(parameters, of) {
    checkCount(parameters, of, 2);
    const [field, value] = parameters as [Typed, Typed];
    return truth(`(${sqlOf(field, of, 'Picklist')} = ${sqlOf(value, of, 'Text')})`);
  },
  INCLUDES(parameters, of) {
    checkCount(parameters, of, 2);
    const [field, value] = parameters as [Typed, Typed];
    const selected = `';' || ${sqlOf(field, of, 'Multi-Select Picklist')} || ';'`;
    return truth(`(instr(${selected}, ';' || ${sqlOf(value, of, 'Text')} || ';') > 0)`);
  },
};

function joined(word: 'AND' | 'OR'): FormulaFunction {
  return (parameters, of) => {
    checkCount(parameters, of, 1, Number.POSITIVE_INFINITY);
    return truth(`(${parameters.map(parameter => sqlOf(parameter, of, 'Boolean')).join(` ${word} `)})`);
  };
}

/** `CASE(field, value1, result1, value2, result2, …, otherwise)`. */
function chosen(parameters: readonly Typed[], of: string): Typed {
  const { length } = parameters;
  if (length < 4 || length % 2 !== 0) {
    const expected = length < 4 ? 4 : length + 1;
    throw new FormulaError(`Incorrect number of parameters for ${of}. Expected ${expected}, received ${length}`);
  }
  const [subject, ...rest] = parameters as [Typed, ...Typed[]];
  const isValue = (index: number): boolean => index % 2 === 0 && index < rest.length - 1;
  const values = rest.filter((_, index) => isValue(index));
  const results = rest.filter((_, index) => !isValue(index));
  const compared = { ...subject, type: subject.type === 'Picklist' ? 'Text' : subject.type } as const;
  const valueType = commonType([compared, ...values], of);
  const type = commonType(results, of);
  const [last = 'NULL', ...others] = results.map(result => as(type, result)).reverse();
  const branches = others.reverse().map((result, index) => `WHEN ${as(valueType, values[index]!)} THEN ${result}`);
  return typed(type, `CASE ${as(valueType, compared)} ${branches.join(' ')} ELSE ${last} END`);
}

function isBlank(parameters: readonly Typed[], of: string): Typed {
  checkCount(parameters, of, 1);
  const [{ type, sql }] = parameters as [Typed];
  if (type === 'Null') return truth('1');
  if (type === 'Boolean') throw new FormulaError(`Incorrect argument type for ${of}. `);
  return truth(blankOf(type) === 'NULL' ? `(${sql} IS NULL)` : `(${sql} = '')`);
}

function otherwise(parameters: readonly Typed[], of: string): Typed {
  checkCount(parameters, of, 2);
  const [value, substitute] = parameters as [Typed, Typed];
  const type = commonType([value, substitute], of);
  const own = type === 'Text' ? `nullif(${as(type, value)}, '')` : as(type, value);
  return typed(type, `coalesce(${own}, ${as(type, substitute)})`);
}

function as(type: Typed['type'], { type: own, sql }: Typed): string {
  return own === 'Null' ? blankOf(type) : sql;
}
