import type { FieldDefinition, ObjectDefinition, RollUpFilter, RollUpSummary } from '../schema/types.ts';
import { fieldSql, quoted } from '../storage/tables.ts';
import type { FormulaContext } from './context.ts';
import { FormulaError } from './errors.ts';
import { formulaTypeOf } from './fieldValue.ts';

/**
 * A roll-up summary as SQL over a row of the object that has it. Without children a count or a sum is 0, the smallest
 * and the largest are blank.
 * @throws FormulaError for what does not fit the schema
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm
 */
export function compileRollUp(
  summary: RollUpSummary,
  { object, objectNamed, row }: Pick<FormulaContext, 'object' | 'objectNamed' | 'row'>,
): string {
  const [childName = '', referenceName = ''] = namesIn(summary.summaryForeignKey, 'summaryForeignKey');
  const child = objectNamed(childName);
  const reference = child?.field(referenceName);
  if (child === undefined || reference === undefined || !reference.referenceTo.includes(object.name)) {
    throw new FormulaError(`summaryForeignKey ${summary.summaryForeignKey} is no reference to ${object.name}`);
  }
  const childRow = `${row}_`;
  const conditions = [`${childRow}.${quoted(reference.name)} = ${row}."Id"`];
  if (child.field('IsDeleted') !== undefined) conditions.push(`${childRow}."IsDeleted" = 0`);
  for (const filter of summary.summaryFilterItems ?? []) conditions.push(filterSql(filter, child, childRow));
  const value = resultOf(summary, child, childRow);
  return `(SELECT ${value} FROM ${quoted(child.name)} AS ${childRow} WHERE ${conditions.join(' AND ')})`;
}

function resultOf({ summaryOperation, summarizedField }: RollUpSummary, child: ObjectDefinition, row: string): string {
  if (summaryOperation === 'count') return 'count(*)';
  const field = fieldOf(summarizedField, child, 'summarizedField');
  const type = formulaTypeOf(field);
  const isDate = type === 'Date' || type === 'DateTime';
  if (type !== 'Number' && !(isDate && summaryOperation !== 'sum')) {
    throw new FormulaError(`The ${summaryOperation} of ${summarizedField} cannot be told: it is a ${field.type}`);
  }
  const value = fieldSql(field, row);
  if (summaryOperation === 'sum') return `coalesce(sum(${value}), 0)`;
  if (summaryOperation === 'min' || summaryOperation === 'max') return `${summaryOperation}(${value})`;
  throw new FormulaError(`summaryOperation must be count, sum, min or max, not ${summaryOperation}`);
}

function filterSql({ field: name, operation, value = '' }: RollUpFilter, child: ObjectDefinition, row: string): string {
  const field = fieldOf(name, child, 'field of a filter');
  const column = fieldSql(field, row);
  const values = value.split(',').map(part => literal(field, part.trim()));
  const [first = 'NULL'] = values;
  switch (operation) {
    case 'equals':
      return `(${values.map(each => `${column} IS ${each}`).join(' OR ')})`;
    case 'notEqual':
      return `(${values.map(each => `${column} IS NOT ${each}`).join(' AND ')})`;
    case 'lessThan':
      return `${column} < ${first}`;
    case 'greaterThan':
      return `${column} > ${first}`;
    case 'lessOrEqual':
      return `${column} <= ${first}`;
    case 'greaterOrEqual':
      return `${column} >= ${first}`;
    case 'contains':
      return `instr(lower(${column}), lower(${first})) > 0`;
    case 'notContain':
      return `coalesce(instr(lower(${column}), lower(${first})), 0) = 0`;
    case 'startsWith':
      return `instr(lower(${column}), lower(${first})) = 1`;
    default:
      throw new FormulaError(`The operation ${operation} of a filter is not known`);
  }
}

function literal(field: FieldDefinition, value: string): string {
  if (value === '') return 'NULL';
  const type = formulaTypeOf(field);
  if (type === 'Boolean') return /^(true|1)$/i.test(value) ? '1' : '0';
  if (type !== 'Number') return `'${value.replaceAll("'", "''")}'`;
  if (Number.isFinite(Number(value))) return String(Number(value));
  throw new FormulaError(`The value '${value}' is not a valid number.`);
}

function fieldOf(qualified: string | undefined, child: ObjectDefinition, what: string): FieldDefinition {
  const [objectName = '', name = ''] = namesIn(qualified, what);
  const field = objectName.toLowerCase() === child.name.toLowerCase() ? child.field(name) : undefined;
  if (field === undefined) throw new FormulaError(`Field ${qualified} does not exist. Check spelling.`);
  return field;
}

/** `Deal_Registration__c.Account__c` */
function namesIn(qualified: string | undefined, what: string): readonly string[] {
  const names = qualified?.split('.') ?? [];
  if (names.length === 2) return names;
  throw new FormulaError(`${what} must name an object and a field: Child__c.Field__c`);
}
