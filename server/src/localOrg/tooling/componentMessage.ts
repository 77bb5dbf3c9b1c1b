import type { Row } from '../storage/rows.ts';

/** What became of a component of a deployment, as `DeployDetails` tells it. */
export interface ComponentMessage {
  readonly changed: boolean;
  readonly columnNumber: number | null;
  readonly componentType: string;
  readonly created: boolean;
  readonly createdDate: string;
  readonly deleted: boolean;
  readonly fileName: string;
  readonly forPackageManifestFile: boolean;
  readonly fullName: string;
  readonly id: string | null;
  readonly knownPackagingProblem: boolean;
  readonly lineNumber: number | null;
  readonly problem: string | null;
  readonly problemType: 'Error' | null;
  readonly requiresProductionTestRun: boolean;
  readonly success: boolean;
  readonly warning: boolean;
}

/** A class or a trigger that is deployed. */
export interface Component {
  readonly type: string;
  readonly fullName: string;
  /** The row that it replaces; undefined: it is new. */
  readonly before: Row | undefined;
  /** As on the wire. */
  readonly createdDate: string;
}

export function success(component: Component, id: string, changed: boolean): ComponentMessage {
  const created = component.before === undefined;
  return { ...message(component), changed, created, id, requiresProductionTestRun: true, success: true };
}

/** @param lineNumber from 1 */
export function failure(component: Component, problem: string, lineNumber: number): ComponentMessage {
  return { ...message(component), columnNumber: -1, lineNumber, problem, problemType: 'Error' };
}

function message({ type, fullName, before, createdDate }: Component): ComponentMessage {
  return {
    changed: false,
    columnNumber: null,
    componentType: type,
    created: false,
    createdDate,
    deleted: false,
    fileName: type === 'ApexClass' ? `classes/${fullName}.cls` : `triggers/${fullName}.trigger`,
    forPackageManifestFile: false,
    fullName,
    id: before === undefined ? null : String(before.Id),
    knownPackagingProblem: false,
    lineNumber: null,
    problem: null,
    problemType: null,
    requiresProductionTestRun: false,
    success: false,
    warning: false,
  };
}
