import * as vscode from 'vscode';
import { apiUsage } from '../../../server/src/protocol/limits.ts';
import { schemaChanged } from '../../../server/src/protocol/schema.ts';
import { onSettingChanged } from '../host/settings.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { dropFiles } from './jobs/dropFiles.ts';
import { JobsView, type JobsViewNode } from './jobs/jobsView.ts';
import { createLimitHistory } from './limits/history.ts';
import { LimitsView } from './limits/limitsView.ts';
import { createLimitsRepository } from './limits/repository.ts';
import { objectsDragAndDrop } from './objects/dragAndDrop.ts';
import { ObjectsView, type ObjectsViewNode } from './objects/objectsView.ts';
import { createRememberedObjects, type RememberedObjects } from './objects/remembered.ts';
import { createObjectsRepository, type ObjectsRepository } from './objects/repository.ts';
import type { SavedQueryNode } from './savedQueries/nodes.ts';
import { readSavedQueries, watchSavedQueries } from './savedQueries/repository.ts';
import { SavedQueriesView } from './savedQueries/savedQueriesView.ts';

export interface Views extends vscode.Disposable {
  readonly objects: ObjectsView;
  readonly limits: LimitsView;
  readonly jobs: JobsView;
  readonly savedQueries: SavedQueriesView;
  readonly repository: ObjectsRepository;
  readonly remembered: RememberedObjects;
  redraw(): void;
  readonly reveal: Reveal;
  /** What the keyboard is at in the Objects view, or all that is selected there. */
  focused(): Promise<readonly ObjectsViewNode[]>;
}

/** Brings a view into view. Where it is already, focus stays with what the user is doing. */
export type Reveal = (view: 'objects' | 'savedQueries' | 'limits' | 'jobs') => Promise<void>;

/** The trees of the activity-bar container. They ask the org only while they are visible. */
export function registerViews(service: LanguageService, registry: OrgRegistry, memory: vscode.Memento): Views {
  const repository = createObjectsRepository(service);
  const remembered = createRememberedObjects(memory);
  const objects = new ObjectsView({ registry, repository, remembered, memory });
  const history = createLimitHistory(memory);
  const limits = new LimitsView({ registry, repository: createLimitsRepository(service), history, memory });
  const jobs = new JobsView({ registry, service });
  const savedQueries = new SavedQueriesView(readSavedQueries);
  const redraw = () => {
    objects.redraw();
    limits.redraw();
    jobs.redraw();
  };
  const tree = vscode.window.createTreeView('salesforceWorkbench.objects', {
    treeDataProvider: objects,
    showCollapseAll: true,
    canSelectMany: true,
    dragAndDropController: objectsDragAndDrop,
  });
  objects.onDidChangeTreeData(() => {
    tree.description = objects.filter && vscode.l10n.t('filter: {0}', objects.filter);
  });
  const jobsTree = vscode.window.createTreeView<JobsViewNode>('salesforceWorkbench.jobs', {
    treeDataProvider: jobs,
    dragAndDropController: dropFiles(file => vscode.commands.executeCommand('salesforceWorkbench.loadData', file)),
  });
  jobs.onDidChangeTreeData(() => {
    jobsTree.description = jobs.filter && vscode.l10n.t('filter: {0}', jobs.filter);
  });
  const limitsTree = vscode.window.createTreeView('salesforceWorkbench.limits', {
    treeDataProvider: limits,
    showCollapseAll: true,
  });
  const savedQueriesTree = showSavedQueries(savedQueries);
  const retried = [
    [tree, objects],
    [limitsTree, limits],
    [jobsTree, jobs],
  ] as const;
  const subscriptions = [
    tree,
    jobs,
    jobsTree,
    jobsTree.onDidChangeVisibility(({ visible }) => jobs.setVisible(visible)),
    limitsTree,
    savedQueriesTree,
    followSavedQueries(savedQueries),
    onSettingChanged('limits.warnFrom', () => limits.redraw()),
    registry.onDidChange(redraw),
    // An answer tells that the connection is back.
    service.onNotification(apiUsage, ({ org }) => {
      for (const [, view] of retried) if (view.unanswered.takeRetryFor(org)) view.redraw();
    }),
    ...retried.map(([shown, view]) =>
      shown.onDidChangeVisibility(({ visible }) => {
        if (visible && view.unanswered.takeRetry()) view.redraw();
      }),
    ),
    service.onNotification(schemaChanged, async ({ org }) => {
      // A tree that is drawn anew while its first rows come may show an open group without its objects.
      if (await repository.refresh(org)) objects.redraw();
    }),
  ];
  const trees = { objects: tree, savedQueries: savedQueriesTree, limits: limitsTree, jobs: jobsTree };
  const reveal: Reveal = async view => {
    if (!trees[view].visible) await vscode.commands.executeCommand(`salesforceWorkbench.${view}.focus`);
  };
  return {
    objects,
    limits,
    jobs,
    savedQueries,
    repository,
    remembered,
    redraw,
    reveal,
    async focused() {
      // Arrows move the focus alone, and VS Code tells only what is selected.
      if (tree.selection.length < 2) await vscode.commands.executeCommand('list.selectAndPreserveFocus');
      return tree.selection;
    },
    dispose: () => vscode.Disposable.from(...subscriptions).dispose(),
  };
}

function showSavedQueries(view: SavedQueriesView): vscode.TreeView<SavedQueryNode> {
  const tree = vscode.window.createTreeView('salesforceWorkbench.savedQueries', {
    treeDataProvider: view,
    showCollapseAll: true,
  });
  view.onDidChangeTreeData(() => {
    tree.description = view.filter && vscode.l10n.t('filter: {0}', view.filter);
  });
  return tree;
}

function followSavedQueries(view: SavedQueriesView): vscode.Disposable {
  const redraw = () => view.redraw();
  return vscode.Disposable.from(watchSavedQueries(redraw), onSettingChanged('savedQueries.folder', redraw));
}
