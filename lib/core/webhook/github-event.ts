import * as v from 'valibot';
import type { App } from '../app.ts';
import { parseJson } from '../parse-json.ts';
import { appsDeployed, appsOfRepository } from './github-apps.ts';
import { ignore, refuse, type WebhookPlan, wake } from './plan.ts';

/** A body that GitHub signed, and its headers in lower case. */
export type GithubEvent = {
  readonly text: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
};

/**
 * One of GitHub's events, whose sender is proven: a deployment that came to an end, or a workflow
 * that succeeded, wakes the apps that it is about.
 */
export function readGithubEvent({ text, headers }: GithubEvent, apps: readonly App[]): WebhookPlan {
  const event = headers['x-github-event'];
  if (event === undefined) return refuse(400, 'the header x-github-event is missing');
  if (event === 'ping') return ignore('ping of GitHub: the secret is the right one');
  const read = Object.hasOwn(readers, event) ? readers[event as keyof typeof readers] : null;
  if (read === null) return ignore(`nothing to do for GitHub's ${event}`);
  return read(parseJson(jsonOf(text, headers['content-type'])), apps);
}

const readers = { deployment_status: readDeploymentStatus, workflow_run: readWorkflowRun } as const;

/** GitHub sends JSON as it is, or, where nobody chose, as the field `payload` of a form. */
function jsonOf(text: string, contentType = ''): string {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(contentType);
  return isForm ? (new URLSearchParams(text).get('payload') ?? '') : text;
}

const text = v.fallback(v.nullable(v.string()), null);
const Repository = v.object({ full_name: v.string() });

const DeploymentStatus = v.object({
  deployment_status: v.object({
    state: v.string(),
    environment: text,
    environment_url: text,
  }),
  deployment: v.fallback(v.nullable(v.object({ environment: text })), null),
  repository: v.fallback(v.nullable(Repository), null),
});

/** Ends of a deployment that can have changed what runs; other states come before or long after. */
const ends = new Set(['success', 'failure', 'error']);

function readDeploymentStatus(json: unknown, apps: readonly App[]): WebhookPlan {
  const parsed = v.safeParse(DeploymentStatus, json);
  if (!parsed.success) return refuse(400, noEvent('deployment_status'));
  const { deployment_status: status, deployment, repository } = parsed.output;
  const environment = status.environment ?? deployment?.environment ?? null;
  const what = `github: deployment to ${environment ?? 'no environment'} ${status.state}`;
  if (!ends.has(status.state)) return ignore(`${what}: nothing to do`);
  const woken = appsDeployed(apps, {
    environment,
    url: status.environment_url,
    repository: repository?.full_name ?? null,
  });
  return woken.length === 0 ? ignore(`${what}: of no app in apps.yml`) : wake(woken, what);
}

const WorkflowRun = v.object({
  action: v.string(),
  workflow_run: v.object({ conclusion: text, name: text }),
  repository: Repository,
});

function readWorkflowRun(json: unknown, apps: readonly App[]): WebhookPlan {
  const parsed = v.safeParse(WorkflowRun, json);
  if (!parsed.success) return refuse(400, noEvent('workflow_run'));
  const { action, workflow_run: run, repository } = parsed.output;
  const end = action === 'completed' ? run.conclusion : action;
  const what = `github: workflow ${run.name ?? ''} of ${repository.full_name} ${end}`;
  if (end !== 'success') return ignore(`${what}: nothing to do`);
  const woken = appsOfRepository(apps, repository.full_name);
  return woken.length === 0 ? ignore(`${what}: of no app in apps.yml`) : wake(woken, what);
}

function noEvent(event: string): string {
  return `the body is signed, but it is no ${event} event of GitHub`;
}
