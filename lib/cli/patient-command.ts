/** A command that names all that is wrong with its words at once, and where its own help is. */
import { Command, type ErrorOptions, InvalidArgumentError, type Option } from 'commander';
import { exitCodes } from './context.ts';

/**
 * commander ends at the first fault. Here the values of options are all read first, and a fault in
 * the words themselves, such as a missing argument, is told together with them and with what the
 * command itself has against its options.
 */
export class PatientCommand extends Command {
  private readonly badValues: string[] = [];
  private ownFaults: () => readonly string[] = () => [];

  override createCommand(name?: string): PatientCommand {
    return new PatientCommand(name);
  }

  override addOption(option: Option): this {
    const { parseArg, long, flags } = option;
    if (parseArg !== undefined) {
      option.argParser((value: string, previous: unknown) => {
        try {
          return parseArg(value, previous);
        } catch (error) {
          if (!(error instanceof InvalidArgumentError)) throw error;
          this.badValues.push(`${long ?? flags}: ${withoutStop(error.message)}; came ${value}`);
          return previous;
        }
      });
    }
    return super.addOption(option);
  }

  /** What the command finds wrong with options that can be read one by one. */
  judges(faults: () => readonly string[]): this {
    this.ownFaults = faults;
    return this;
  }

  /** All that is wrong so far; `more` is what only the action can know. */
  faults(more: readonly string[] = []): readonly string[] {
    return [...this.badValues, ...this.ownFaults(), ...more];
  }

  /** Ends with all of it, if there is any. */
  refuse(more: readonly string[] = []): void {
    const faults = this.faults(more);
    if (faults.length > 0) this.end(faults);
  }

  /** A sentence that leads on. */
  get advice(): string {
    return `See how it is meant: npx ${this.path} --help`;
  }

  override error(message: string, options?: ErrorOptions): never {
    return this.end([message, ...this.otherUnknown(message), ...this.faults()], options?.code);
  }

  private end(faults: readonly string[], code = 'lastgood.usage'): never {
    const text = [...faults, this.advice].join('\n');
    return super.error(text, { code, exitCode: exitCodes.usage });
  }

  /** commander names the first one, with what may have been meant. */
  private otherUnknown(message: string): readonly string[] {
    const known = this.options.flatMap(({ long, short }) => [long, short]);
    const words = this.parent?.args ?? [];
    const names = words.filter((word) => /^--?[a-z]/i.test(word)).map((word) => word.split('=')[0]);
    return [...new Set(names)]
      .filter((name) => !known.includes(name) && !message.includes(`'${name}'`))
      .map((name) => `error: unknown option '${name}'`);
  }

  private get path(): string {
    const parent = this.parent instanceof PatientCommand ? `${this.parent.path} ` : '';
    return `${parent}${this.name()}`;
  }
}

/** What goes on is no sentence yet. */
function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}
