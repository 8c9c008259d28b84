/**
 * What lastgood calls itself in a user-agent, on the command line and in the decisions that it
 * keeps; a test holds it to package.json.
 */
export const version = '0.1.0';
