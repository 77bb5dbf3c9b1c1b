import path from 'node:path';
import * as vscode from 'vscode';
import {
  type BulkJobStatus,
  jobProgress,
  listJobs,
  listOrgJobs,
  type OrgJobInfo,
} from '../../../../server/src/protocol/bulk.ts';
import { setContextKey } from '../../host/contextKeys.ts';
import { displayWords } from '../../host/displayWords.ts';
import { problemOf } from '../../host/problem.ts';
import { timeText } from '../../host/words.ts';
import type { LanguageService } from '../../languageClient/service.ts';
import type { OrgRegistry } from '../../orgs/registry.ts';
import { isProblemNode, type ProblemNode, problemItem, problemNodes } from '../problemNode.ts';
import { UnansweredRead } from '../unanswered.ts';
import { jobDocument } from './jobDocument.ts';
import { orgStateText, progressText, titleText } from './jobWords.ts';
import { contextOf, iconOf, isFinished, type JobNode, jobNodes } from './nodes.ts';
import { Paces } from './pace.ts';

interface Ports {
  readonly registry: Pick<OrgRegistry, 'active' | 'orgs'>;
  readonly service: LanguageService;
}

/** Where there is no job. A row, because files can be dropped on rows, and not on a welcome. */
interface HintNode {
  readonly kind: 'hint';
  readonly hint: 'noJobs' | 'noMatch';
}

export type JobsViewNode = JobNode | HintNode | ProblemNode;

/** The org's list is asked for again so often while the view shows: it costs two calls. */
const ORG_JOBS_MS = 60_000;
/** More often, or a list that is a moment too young would be kept as long again. */
const LOOK_MS = 5_000;

/** Our jobs as they go, and the others of the active org. */
export class JobsView implements vscode.TreeDataProvider<JobsViewNode> {
  readonly #ports: Ports;
  readonly #changes = new vscode.EventEmitter<JobsViewNode | undefined>();
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #ours = new Map<string, BulkJobStatus>();
  /** As VS Code has them, by id: while the whole tree is drawn anew, a command on one of them would find nothing. */
  readonly #shown = new Map<string, JobNode>();
  readonly #paces = new Paces();
  readonly unanswered = new UnansweredRead();
  #filter = '';
  #listed = false;
  #orgJobs: { readonly org: string; readonly at: number; readonly jobs: readonly OrgJobInfo[] } | undefined;
  #askedAt = 0;
  #stopLooking: () => void = () => undefined;

  constructor(ports: Ports) {
    this.#ports = ports;
    ports.service.onNotification(jobProgress, job => {
      this.#ours.set(job.id, job);
      // The first time that it is heard of is where its rate is counted from.
      this.#paces.of(job, Date.now());
      const shown = this.#shown.get(job.id);
      this.#changes.fire(shown && Object.assign(shown, { job }));
    });
    // Another server goes on with them once it is asked.
    ports.service.onDidStop(() => this.reload());
  }

  get filter(): string {
    return this.#filter;
  }

  setFilter(filter: string): void {
    this.#filter = filter;
    setContextKey('jobsFiltered', filter !== '');
    this.redraw();
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

  /** While the view shows and somebody is there to look, the org's list stays current. */
  setVisible(visible: boolean): void {
    this.#stopLooking();
    if (!visible) return;
    const look = () => {
      const { focused, active } = vscode.window.state;
      const isCurrent = Date.now() - this.#askedAt < ORG_JOBS_MS;
      // Each look costs calls: none for a window that was left open.
      if (!focused || !active || isCurrent) return;
      this.#askedAt = Date.now();
      this.redraw();
    };
    const timer = setInterval(look, LOOK_MS);
    const returns = vscode.window.onDidChangeWindowState(look);
    this.#stopLooking = () => {
      clearInterval(timer);
      returns.dispose();
    };
  }

  dispose(): void {
    this.#stopLooking();
    this.#changes.dispose();
  }

  /** Our jobs with that org that can be forgotten: as they are now, for another window may have forgotten some. */
  async finished(org: string): Promise<readonly BulkJobStatus[]> {
    await this.#list();
    return [...this.#ours.values()].filter(job => job.org === org && isFinished(job));
  }

  /** What is known of one of our jobs, in words. */
  detailsOf(job: BulkJobStatus): string {
    const org = this.#ports.registry.orgs.find(({ key }) => key === job.org);
    return jobDocument(job, org?.name ?? job.org, this.#paces.of(job, Date.now()), displayWords());
  }

  async getChildren(node?: JobsViewNode): Promise<JobsViewNode[]> {
    const org = this.#ports.registry.active;
    if (!org || node) return [];
    const draw = (jobs: readonly OrgJobInfo[]) =>
      this.#kept(jobNodes(org.key, this.#newestFirst(), jobs, this.#filter));
    try {
      if (!this.#listed) await this.#list();
      const nodes = draw(await this.#jobsOf(org.key));
      this.unanswered.note(org.key);
      return nodes.length > 0 ? nodes : [{ kind: 'hint', hint: this.#filter ? 'noMatch' : 'noJobs' }];
    } catch (error) {
      this.unanswered.note(org.key, problemOf(error)?.code);
      return [...draw([]), ...problemNodes(error)];
    }
  }

  getTreeItem(node: JobsViewNode): vscode.TreeItem {
    if (isProblemNode(node)) return problemItem(node, 'salesforceWorkbench.refreshJobs');
    if (node.kind === 'hint') return hintItem(node);
    const item = new vscode.TreeItem(titleText(node.job, displayWords()));
    item.id = node.job.id;
    item.iconPath = themeIcon(iconOf(node));
    item.contextValue = contextOf(node);
    item.description =
      node.kind === 'job'
        ? progressText(node.job, this.#paces.of(node.job, Date.now()), displayWords())
        : orgStateText(node.job.state, displayWords());
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
    const at = Date.now();
    this.#askedAt = at;
    const { jobs } = await this.#ports.service.request(listOrgJobs, { org });
    this.#orgJobs = { org, at, jobs };
    return jobs;
  }

  #newestFirst(): BulkJobStatus[] {
    return [...this.#ours.values()].sort((a, b) => b.createdAt - a.createdAt);
  }
}

function hintItem({ hint }: HintNode): vscode.TreeItem {
  const [label, command, icon] =
    hint === 'noJobs'
      ? [vscode.l10n.t('Load data from CSV…'), 'loadData', 'cloud-upload']
      : [vscode.l10n.t('No job matches. Clear the filter'), 'clearJobFilter', 'clear-all'];
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon(icon);
  if (hint === 'noJobs') item.description = vscode.l10n.t('or drop a file here');
  item.tooltip = label;
  item.command = { command: `salesforceWorkbench.${command}`, title: label };
  return item;
}

const COLORS: Readonly<Record<string, string>> = {
  pass: 'testing.iconPassed',
  warning: 'list.warningForeground',
  error: 'list.errorForeground',
};

function themeIcon(icon: string): vscode.ThemeIcon {
  const color = COLORS[icon];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

function tooltip({ file, createdAt, error, problem }: BulkJobStatus): string {
  const started = timeText(createdAt, displayWords());
  return [path.basename(file), started, error?.message, problem].filter(Boolean).join('\n');
}
