import { fieldSql, quoted } from '../storage/tables.ts';
import type { FormulaContext } from './context.ts';
import { FormulaError } from './errors.ts';
import { fieldValue, typedField } from './fieldValue.ts';
import { checkCount } from './functions/function.ts';
import type { Formula } from './parser.ts';
import { sqlOf, type Typed, truth } from './typed.ts';

/** Of a validation rule. */
export type RuleContext = FormulaContext & { readonly before: string };

type RuleFunction = (
  parameters: readonly Formula[],
  context: RuleContext,
  compile: (formula: Formula) => Typed,
) => Typed;

/** What only validation rules can ask: most of it is about the record as it was. */
export const ruleFunctions: Readonly<Record<string, RuleFunction>> = {
  ISNEW: (_, { before }) => truth(`(${before} IS NULL)`),
  // Records are cloned on a page, which the org does not have.
  ISCLONE: () => truth('0'),
  ISCHANGED(parameters, context) {
    const { now, prior } = both('ISCHANGED', parameters, context);
    return truth(`(${context.before} IS NOT NULL AND ${now.sql} IS NOT ${prior.sql})`);
  },
  PRIORVALUE(parameters, context) {
    const { now, prior } = both('PRIORVALUE', parameters, context);
    return { ...now, sql: `iif(${context.before} IS NULL, ${now.sql}, ${prior.sql})` };
  },
  VLOOKUP: lookUp,
};

/** A field of the record as it is, and as it was. */
function both(name: string, parameters: readonly Formula[], context: RuleContext): { now: Typed; prior: Typed } {
  const [field, ...others] = parameters;
  if (field?.kind !== 'field' || field.path.length !== 1 || others.length > 0) {
    throw new FormulaError(`Incorrect parameter for function '${name}()'. Expected field reference.`);
  }
  if (context.object.field(field.path[0] ?? '')?.computedAs !== undefined) {
    throw new FormulaError(`The ${name} function cannot reference the ${field.path[0]} field.`);
  }
  const columnOf = (column: string): string => `(${context.before} ->> '$.${column}')`;
  const prior = fieldValue(field.path, { ...context, columnOf });
  return { now: fieldValue(field.path, context), prior };
}

/**
 * `VLOOKUP($ObjectType.Country__c.Fields.Capital__c, $ObjectType.Country__c.Fields.Name, Country__c)`: a field of the
 * first record of a custom object with this name.
 */
function lookUp(
  parameters: readonly Formula[],
  { objectNamed, row, blanksAreZero }: RuleContext,
  compile: (formula: Formula) => Typed,
): Typed {
  const of = "function 'VLOOKUP()'";
  checkCount(parameters, of, 3);
  const [result, key, wanted] = parameters as [Formula, Formula, Formula];
  const [objectName, resultName] = fieldNames(result);
  const [keyObjectName, keyName] = fieldNames(key);
  const object = objectNamed(objectName);
  const field = object?.field(resultName);
  const name = object?.field(keyName);
  const isOneObject = objectName.toLowerCase() === keyObjectName.toLowerCase();
  if (object === undefined || !object.custom || !isOneObject || field === undefined || name?.nameField !== true) {
    throw new FormulaError(`Incorrect parameter for ${of}. Expected fields of one custom object, and its name.`);
  }
  const found = `${row}_v`;
  const live = object.field('IsDeleted') === undefined ? '' : ` AND ${found}."IsDeleted" = 0`;
  const isWanted = `${fieldSql(name, found)} = ${sqlOf(compile(wanted), of, 'Text')}${live}`;
  const from = `FROM ${quoted(object.name)} AS ${found} WHERE ${isWanted} ORDER BY ${found}."Id" LIMIT 1`;
  return typedField(field, `(SELECT ${fieldSql(field, found)} ${from})`, resultName, blanksAreZero);
}

/** `$ObjectType.Country__c.Fields.Name`: the names of the object and of the field. */
function fieldNames(formula: Formula): readonly [object: string, field: string] {
  const [type = '', object = '', fields = '', field = '', ...others] = formula.kind === 'field' ? formula.path : [];
  const isField = type.toLowerCase() === '$objecttype' && fields.toLowerCase() === 'fields' && others.length === 0;
  return isField ? [object, field] : ['', ''];
}
