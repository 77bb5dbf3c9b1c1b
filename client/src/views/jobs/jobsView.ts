import path from 'node:path';
import * as vscode from 'vscode';
import {
  type BulkJobStatus,
  jobProgress,
  listJobs,
  listOrgJobs,
  type OrgJobInfo,
} from '../../../../server/src/protocol/bulk.ts';
import type { LanguageService } from '../../languageClient/service.ts';
import type { OrgRegistry } from '../../orgs/registry.ts';
import { isProblemNode, type ProblemNode, problemItem, problemNodes } from '../problemNode.ts';
import { contextOf, iconOf, isActive, type JobNode, jobNodes, percentOf } from './nodes.ts';

interface Ports {
  readonly registry: Pick<OrgRegistry, 'active'>;
  readonly service: LanguageService;
}

type Node = JobNode | ProblemNode;

/** The org's list is asked for again so often while the view shows: it costs two calls. */
const ORG_JOBS_MS = 60_000;

/** Our jobs as they go, and the others of the active org. */
export class JobsView implements vscode.TreeDataProvider<Node> {
  readonly #ports: Ports;
  readonly #changes = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #ours = new Map<string, BulkJobStatus>();
  /** As VS Code has them, by id: while the whole tree is drawn anew, a command on one of them would find nothing. */
  readonly #shown = new Map<string, JobNode>();
  #listed = false;
  #orgJobs: { readonly org: string; readonly at: number; readonly jobs: readonly OrgJobInfo[] } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: Ports) {
    this.#ports = ports;
    ports.service.onNotification(jobProgress, job => {
      this.#ours.set(job.id, job);
      const shown = this.#shown.get(job.id);
      this.#changes.fire(shown && Object.assign(shown, { job }));
    });
    // Another server goes on with them once it is asked.
    ports.service.onDidStop(() => this.reload());
  }

  /** Draws with what is known. */
  redraw(): void {
    this.#changes.fire(undefined);
  }

  /** Asks for everything again. */
  reload(): void {
    this.#listed = false;
    this.#orgJobs = undefined;
    this.redraw();
  }

  /** While the view shows, the org's list stays current. */
  setVisible(visible: boolean): void {
    clearInterval(this.#timer);
    this.#timer = visible ? setInterval(() => this.redraw(), ORG_JOBS_MS) : undefined;
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#changes.dispose();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    const org = this.#ports.registry.active;
    if (!org || node) return [];
    try {
      if (!this.#listed) await this.#list();
      return this.#kept(jobNodes(org.key, this.#newestFirst(), await this.#jobsOf(org.key)));
    } catch (error) {
      return [...this.#kept(jobNodes(org.key, this.#newestFirst(), [])), ...problemNodes(error)];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (isProblemNode(node)) return problemItem(node, 'salesforceWorkbench.refreshJobs');
    const item = new vscode.TreeItem(`${node.job.operation} ${node.job.object}`);
    item.id = node.job.id;
    item.iconPath = new vscode.ThemeIcon(iconOf(node));
    item.contextValue = contextOf(node);
    item.description = node.kind === 'job' ? progressText(node.job) : node.job.state;
    // Else a screen reader would read the tooltip alone.
    item.accessibilityInformation = { label: `${item.label}, ${item.description}` };
    item.tooltip = node.kind === 'job' ? tooltip(node.job) : `${node.job.id}\n${node.job.createdDate}`;
    item.command = { command: 'salesforceWorkbench.showJob', title: vscode.l10n.t('Show details'), arguments: [node] };
    return item;
  }

  #kept(nodes: readonly JobNode[]): JobNode[] {
    const kept = nodes.map(node => {
      const shown = this.#shown.get(node.job.id);
      return shown?.kind === node.kind ? Object.assign(shown, node) : node;
    });
    this.#shown.clear();
    for (const node of kept) this.#shown.set(node.job.id, node);
    return kept;
  }

  async #list(): Promise<void> {
    const { jobs } = await this.#ports.service.request(listJobs, {});
    this.#listed = true;
    this.#ours.clear();
    for (const job of jobs) this.#ours.set(job.id, job);
  }

  async #jobsOf(org: string): Promise<readonly OrgJobInfo[]> {
    const known = this.#orgJobs;
    if (known?.org === org && Date.now() - known.at < ORG_JOBS_MS) return known.jobs;
    const { jobs } = await this.#ports.service.request(listOrgJobs, { org });
    this.#orgJobs = { org, at: Date.now(), jobs };
    return jobs;
  }

  #newestFirst(): BulkJobStatus[] {
    return [...this.#ours.values()].sort((a, b) => b.createdAt - a.createdAt);
  }
}

function progressText(job: BulkJobStatus): string {
  const { state, rows, processed, failed, unprocessed, unknown } = job;
  const n = (value: number) => value.toLocaleString(vscode.env.language);
  const failures = failed > 0 ? [vscode.l10n.t('failed: {0}', n(failed))] : [];
  if (isActive(job)) {
    const how = job.elsewhere ? [vscode.l10n.t('in another window')] : [];
    return [vscode.l10n.t('{0} of {1} ({2} %)', n(processed), n(rows), percentOf(job)), ...failures, ...how].join(', ');
  }
  if (state === 'stopped') return vscode.l10n.t('stopped');
  const left = unprocessed > 0 ? [vscode.l10n.t('not processed: {0}', n(unprocessed))] : [];
  const open = unknown > 0 ? [vscode.l10n.t('outcome unknown: {0}', n(unknown))] : [];
  const ended = state === 'aborted' ? [vscode.l10n.t('aborted')] : [];
  return [...ended, vscode.l10n.t('rows: {0}', n(rows)), ...failures, ...left, ...open].join(', ');
}

function tooltip({ file, createdAt, error, problem }: BulkJobStatus): string {
  const started = new Date(createdAt).toLocaleString(vscode.env.language);
  return [path.basename(file), started, error?.message, problem].filter(Boolean).join('\n');
}
