import { json, type Reply } from '../http/reply.ts';
import { type ApiCall, resourcePath } from './call.ts';

/** `GET /services/data/vXX.X`: the resources that this org serves, and who asks. */
export function listResources(call: ApiCall, identity: string): Reply {
  const names = [
    'composite',
    'jobs',
    'limits',
    'parameterizedSearch',
    'query',
    'queryAll',
    'quickActions',
    'recent',
    'search',
    'sobjects',
    'tabs',
    'tooling',
    'ui-api',
  ];
  const paths = names.map(name => [name, resourcePath(call, name)]);
  return json(200, { ...Object.fromEntries(paths), identity });
}
