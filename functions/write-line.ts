export type WriteLine = (line: string) => void;

/**
 * One line to standard output, past `console`: with Lambda's JSON log format that would wrap the
 * line, and CloudWatch finds metrics only at the top of an object.
 */
export const writeLine: WriteLine = (line) => {
  process.stdout.write(`${line}\n`);
};
