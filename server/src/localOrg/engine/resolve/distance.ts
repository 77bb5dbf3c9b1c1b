import { functionArguments, functionName } from '../../../soql/syntax/ast.ts';
import { type SyntaxNode, textOf } from '../../../soql/syntax/tree.ts';
import type { FieldDefinition } from '../../schema/types.ts';
import type { Distance } from '../plan.ts';
import { malformedAt } from './context.ts';
import { columnOf, resolvePath, type Scope } from './scope.ts';
import { stringValue } from './values.ts';

/**
 * `DISTANCE(location field, GEOLOCATION(latitude, longitude), 'mi' | 'km')`.
 * @see https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_geolocate.htm
 */
export function distanceOf(scope: Scope, call: SyntaxNode): Distance {
  const { context } = scope;
  const [path, point, unit] = functionArguments(call);
  if (path?.kind !== 'FieldPath' || !point || unit?.kind !== 'StringLiteral') {
    throw malformedAt(context, call, 'DISTANCE needs a location field, a GEOLOCATION and a unit');
  }
  const { field, place } = resolvePath(scope, path as SyntaxNode<'FieldPath'>);
  if (place.kind !== 'source' || !field.queryByDistance) {
    throw malformedAt(context, path, `field ${field.name} does not support function DISTANCE`);
  }
  const part = (name: 'Latitude' | 'Longitude'): FieldDefinition => {
    const found = compoundParts(place.source.object.fields, field).find(({ key }) => key === name.toLowerCase());
    if (!found) throw malformedAt(context, path, `field ${field.name} does not support function DISTANCE`);
    return found.field;
  };
  const measure = stringValue(context, unit).toLowerCase();
  if (measure !== 'mi' && measure !== 'km') throw malformedAt(context, unit, `Invalid distance unit: ${measure}`);
  return {
    kind: 'distance',
    latitude: columnOf(place.source, part('Latitude')),
    longitude: columnOf(place.source, part('Longitude')),
    to: pointOf(scope, point),
    unit: measure,
    type: 'double',
  };
}

/** The fields that make up a compound address or location, by their name in the answer: `BillingCity` is `city`. */
export function compoundParts(
  fields: readonly FieldDefinition[],
  compound: FieldDefinition,
): readonly { readonly key: string; readonly field: FieldDefinition }[] {
  const prefix = compound.name.replace(/(?:Address|__c)$/, '');
  return fields
    .filter(field => field.compoundFieldName === compound.name)
    .map(field => {
      const own = field.name.slice(prefix.length).replace(/^_+|__s$/g, '');
      return { key: own.charAt(0).toLowerCase() + own.slice(1), field };
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function pointOf(scope: Scope, node: SyntaxNode): { latitude: number; longitude: number } {
  const { context } = scope;
  const isPoint = node.kind === 'FunctionCall' && functionName(context.tree, node)?.toUpperCase() === 'GEOLOCATION';
  const numbers = functionArguments(node).map(argument => Number(textOf(context.tree, argument)));
  const [latitude = Number.NaN, longitude = Number.NaN] = numbers;
  if (!isPoint || !(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
    throw malformedAt(context, node, 'GEOLOCATION needs a latitude from -90 to 90 and a longitude from -180 to 180');
  }
  return { latitude, longitude };
}
