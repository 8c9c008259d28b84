/**
 * What lastgood calls itself in a user-agent and on the command line; a test holds it to
 * package.json.
 */
export const version = '0.1.0';
