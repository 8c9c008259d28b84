/** What npm needs of this machine to reach a registry: its own settings, proxies, certificates. */
export function npmEnvironment(): Readonly<Record<string, string>> {
  const kept = /^(PATH|HOME|npm_config_.*|(https?|no)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i;
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && kept.test(name) ? [[name, value] as const] : [],
  );
  return Object.fromEntries(entries);
}
