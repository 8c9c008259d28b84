/** `lastgood alert --test`: does an alert get through, and who would hear it. */
import { hostname, userInfo } from 'node:os';
import { createLog } from '../adapters/log.ts';
import { readSettings } from '../adapters/settings.ts';
import { createTopic, type Published, type Topic } from '../adapters/sns.ts';
import { listSubscriptions } from '../adapters/sns-subscriptions.ts';
import { StoreError } from '../adapters/store-error.ts';
import { ConfigurationError } from '../core/configuration-error.ts';
import { testAlert } from '../core/test-alert.ts';
import { type OpenTopic, openTopics } from '../local/open-topics.ts';
import { sendTest } from '../reconcile/send-test.ts';
import { type Told, toldOf, topicLines, verdictOf } from './alert/lines.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import type { PatientCommand } from './patient-command.ts';
import { directoryBeside } from './start/work.ts';

/** Adds the command to the program. */
export function addAlertCommand(program: PatientCommand, context: CommandContext): void {
  program
    .command('alert')
    .description('send a test alert, and show who is subscribed')
    .option('--test', 'send one test alert')
    .option('--config <file>', 'the configuration (default: LASTGOOD_APPS or apps.yml)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', after)
    .action(async (options: AlertOptions, command: PatientCommand) => {
      command.refuse(options.test === true ? [] : [whatToDo]);
      context.setExitCode(await runAlert(options, context));
    });
}

const after = `
The test goes the way that every alert goes: into the outbox, from there to the topic (and to the
one for chats, with LASTGOOD_CHAT_TOPIC_ARN), in every form. Without LASTGOOD_TOPIC_ARN it is the
topic of .lastgood/ beside the configuration, also while lastgood is running there.

Exit status: 0 it was accepted, and somebody who has confirmed is subscribed to each topic;
1 it was not, or nobody is; 2 usage.

Examples:
  npx lastgood alert --test
  LASTGOOD_TOPIC_ARN=arn:aws:sns:eu-west-1:123456789012:alerts npx lastgood alert --test --json`;

const whatToDo = 'Say what to do: npx lastgood alert --test sends one test alert';

/** What commander makes of the options. */
export type AlertOptions = {
  readonly test?: boolean;
  readonly config?: string;
  readonly json?: boolean;
};

/** Sends and shows; the answer is the exit status. */
export async function runAlert(options: AlertOptions, context: CommandContext): Promise<ExitCode> {
  try {
    return await sendAndShow(options, context);
  } catch (error) {
    if (!(error instanceof ConfigurationError || error instanceof StoreError)) throw error;
    context.stderr.write(`${error.message}\n`);
    return exitCodes.failed;
  }
}

async function sendAndShow(options: AlertOptions, context: CommandContext): Promise<ExitCode> {
  const settings = readSettings(context.environment);
  const directory = directoryBeside(options.config ?? settings.appsPath);
  const opened = await openTopics(settings, directory);
  try {
    const by = `${userInfo().username}@${hostname()}`;
    const alert = testAlert({ now: context.clock.now(), by });
    const topics = opened.topics.map(heard);
    const [first, chat] = topics;
    if (first === undefined) throw new Error('there is always a topic of alerts');
    const log = createLog(() => {}, context.clock);
    const sending = { topic: first.topic, chatTopic: chat?.topic ?? null, log };
    await sendTest({ ...sending, store: opened.store }, alert);
    const told = await Promise.all(topics.map(tell));
    const verdict = verdictOf(told);
    const text = [...told.flatMap(topicLines), ...verdict.lines].join('\n');
    const json = JSON.stringify({ id: alert.id, ok: verdict.ok, topics: told });
    context.stdout.write(`${options.json === true ? json : text}\n`);
    return verdict.ok ? exitCodes.done : exitCodes.failed;
  } finally {
    await opened.close();
  }
}

type Heard = { readonly open: OpenTopic; readonly topic: Topic; answer: Published | null };

/** A topic that keeps what SNS answered. */
function heard(open: OpenTopic): Heard {
  const form = open.name === 'chat' ? 'chat' : 'every';
  const inner = createTopic({ topicArn: open.arn, aws: open.aws, form });
  const one: Heard = {
    open,
    answer: null,
    topic: {
      publish: async (message) => {
        one.answer = await inner.publish(message);
        return one.answer;
      },
    },
  };
  return one;
}

async function tell({ open, answer }: Heard): Promise<Told> {
  const { name, arn, aws } = open;
  const topic = { name, arn, accepted: answer?.ok === true, refusal: refusalOf(answer) };
  return toldOf(topic, await listSubscriptions({ topicArn: arn, aws }));
}

function refusalOf(answer: Published | null): string | null {
  if (answer === null) return 'It was not sent.';
  return answer.ok ? null : answer.reason;
}
